// What the screens may ask of the program. Types come from the generated contract; nothing is decided here.
import { invoke, listen } from "#bridge";
import type { CommandError } from "../contract/CommandError";
import { CAMERA_FRAME, type Commands, PUSH } from "../contract/commands";
import type { ErrorCode } from "../contract/ErrorCode";
import type { Push } from "../contract/Push";

export { type CameraFrame, readFrame } from "./frame";
export { onWedgeScan, type WedgeUse } from "./wedge";

/** Calls a command. A failure rejects; `codeOf` tells which. */
export async function call<C extends keyof Commands>(
  name: C,
  req: Commands[C]["req"],
): Promise<Commands[C]["res"]> {
  return (await invoke(name, { req })) as Commands[C]["res"];
}

/** Listens to pushes until the answer is called. */
export function onPush(handler: (push: Push) => void): () => void {
  let stopped = false;
  let stop: (() => void) | null = null;
  listen(PUSH, (payload) => {
    if (!stopped) handler(payload as Push);
  }).then(
    (unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    },
    () => undefined, // Without pushes the screens still refresh by themselves.
  );
  return () => {
    stopped = true;
    stop?.();
  };
}

/** The newest camera picture after frame number `after`, at most `maxWidth` wide; empty when there is none. */
export async function cameraFrame(after: number, maxWidth: number): Promise<ArrayBuffer> {
  const bytes = await invoke(CAMERA_FRAME, { after, maxWidth });
  if (bytes instanceof ArrayBuffer) return bytes;
  if (ArrayBuffer.isView(bytes)) {
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength).slice().buffer;
  }
  return new Uint8Array(Array.isArray(bytes) ? (bytes as number[]) : []).buffer;
}

/** What failed. Anything that is not an answer of the program is a fault of ours. */
export function codeOf(failure: unknown): ErrorCode {
  if (typeof failure === "object" && failure !== null && "code" in failure) {
    return (failure as CommandError).code;
  }
  return "bug";
}
