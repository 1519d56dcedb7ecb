// The clicker's line to the program. It lives beside the screens: whoever taps and looks elsewhere loses no tap.
import { useSyncExternalStore } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { CrowdRes } from "../../contract/CrowdRes";
import type { ErrorCode } from "../../contract/ErrorCode";
import { call, codeOf } from "../../host";
import { act } from "../../shared/act";
import { type ClickAction, type Clicks, isReady, reduce, UNTOUCHED } from "./clicks";

/** How long after a failure it is tried again. */
const AGAIN_MS = 1_500;

interface Door {
  readonly clicks: Clicks;
  readonly failure: ErrorCode | null;
}

const CLOSED: Door = { clicks: UNTOUCHED, failure: null };
const doors = new Map<CheckpointId, Door>();
const listeners = new Set<() => void>();

function doorOf(door: CheckpointId): Door {
  return doors.get(door) ?? CLOSED;
}

function step(door: CheckpointId, action: ClickAction, failure?: ErrorCode | null): void {
  const last = doorOf(door);
  const clicks = reduce(last.clicks, action);
  doors.set(door, { clicks, failure: failure === undefined ? last.failure : failure });
  for (const listener of listeners) listener();
}

/** Sends what waits, sum by sum, until nothing does. */
async function send(door: CheckpointId): Promise<void> {
  while (isReady(doorOf(door).clicks)) {
    step(door, { type: "sent" });
    const { sending } = doorOf(door).clicks;
    if (sending === null) return;
    try {
      await act({ type: "click", door, ...sending });
      step(door, { type: "written" }, null);
    } catch (thrown) {
      step(door, { type: "failed" }, codeOf(thrown));
      setTimeout(() => void resolve(door), AGAIN_MS);
      return;
    }
  }
}

const asking = new Set<CheckpointId>();

/** Asks the program what it has, and goes on from there; one question at a time, so that no answer is older than it looks. */
async function resolve(door: CheckpointId): Promise<void> {
  if (asking.has(door)) return;
  asking.add(door);
  try {
    hear(door, await call("crowd_status", null));
  } catch (thrown) {
    step(door, { type: "failed" }, codeOf(thrown));
    setTimeout(() => void resolve(door), AGAIN_MS);
  } finally {
    asking.delete(door);
  }
}

/** Takes what the program says of a door's own count. */
function hear(door: CheckpointId, crowd: CrowdRes): void {
  const known = crowd.doors.find((one) => one.door === door);
  if (known === undefined) return;
  step(door, { type: "told", own: { entries: known.own_entries, exits: known.own_exits } });
  void send(door);
}

/** Makes sure that the program's own count of a door is known. */
export function openDoor(door: CheckpointId): void {
  if (doorOf(door).clicks.written === null) void resolve(door);
}

/** Counts one. */
export function tap(door: CheckpointId, way: "in" | "out"): void {
  step(door, { type: "tapped", way });
  void send(door);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A door of the clicker. */
export function useDoor(door: CheckpointId): Door {
  return useSyncExternalStore(subscribe, () => doorOf(door));
}
