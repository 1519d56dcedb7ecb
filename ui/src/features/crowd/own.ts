// The door at which this device clicks.
import type { CheckpointId } from "../../contract/CheckpointId";

const KEY = "gatehouse.clicker";

/** The one of the last time. */
export function ownDoor(): CheckpointId | null {
  return localStorage.getItem(KEY) as CheckpointId | null;
}

/** Keeps it for the next time. */
export function rememberDoor(door: CheckpointId | null): void {
  if (door === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, door);
}
