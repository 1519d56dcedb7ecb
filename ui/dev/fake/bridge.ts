// A stand-in for the program, for looking at screens in a browser (`npm run fake`). It answers from one scene, chosen in
// the address (`?scene=used`), and plays that scene's pushes. It decides nothing: what it answers was written down.
import type { Push } from "../../src/contract/Push";
import { frameBytes } from "./camera";
import { type Scene, sceneOf } from "./scenes";

const scene: Scene = sceneOf(new URLSearchParams(location.search).get("scene") ?? "quiet");
const listeners: ((payload: unknown) => void)[] = [];
let frame = 0;

/** Answers a command of the scene. */
export async function invoke(command: string, args: Record<string, unknown>): Promise<unknown> {
  if (command === "camera_frame") {
    frame += 1;
    return frameBytes(frame, scene.codeInPicture);
  }
  const answer = scene.answers[command];
  if (answer === undefined)
    throw { code: "bug", blame: "bug", message: `no ${command} in this scene`, hint: "" };
  const value: unknown = typeof answer === "function" ? answer(args.req) : answer;
  if (command === "gate_status") play(command, scene.pushes);
  else play(command, scene.after[command] ?? []);
  await (value instanceof Promise ? value : null);
  return structuredClone(value);
}

/** Listens to the scene's pushes. */
export async function listen(_name: string, handler: (payload: unknown) => void): Promise<() => void> {
  listeners.push(handler);
  return () => void listeners.splice(listeners.indexOf(handler), 1);
}

const played = new Set<string>();
function play(command: string, pushes: readonly Push[]): void {
  if (played.has(command) || pushes.length === 0) return;
  played.add(command);
  setTimeout(() => {
    for (const push of pushes) for (const listener of listeners) listener(structuredClone(push));
  }, 50);
}
