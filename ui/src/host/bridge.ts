// The wire to the program. This file alone imports Tauri; everything else goes through `host/index.ts`. Under
// `vite --mode fake` a stand-in takes its place.
import { invoke as tauriInvoke } from "@tauri-apps/api/core";
import { listen as tauriListen } from "@tauri-apps/api/event";

/** Calls a command of the program. */
export function invoke(command: string, args: Record<string, unknown>): Promise<unknown> {
  return tauriInvoke(command, args);
}

/** Listens to what the program says unasked; answers with the way to stop. */
export function listen(name: string, handler: (payload: unknown) => void): Promise<() => void> {
  return tauriListen(name, (event) => handler(event.payload));
}
