// What the sync chip says. Pure.
import type { ReplicaState } from "../../contract/ReplicaState";

/** Whether the central store was heard, in the parts that the chip puts into words. */
export interface SyncSaid {
  readonly synced: boolean;
  readonly waiting: number;
  readonly contactAt: number | null;
  /** How old the list of attendees is; absent when none came in. */
  readonly dataAgeMs: number | null;
}

/** Without contact for this long the device counts as offline. */
export const FRESH_MS = 60_000;

/** Reads the replica's state. */
export function syncSaid(replica: ReplicaState, now: number): SyncSaid {
  const contactAt = replica.last_contact;
  return {
    synced: contactAt !== null && now - contactAt <= FRESH_MS && replica.waiting === 0,
    waiting: replica.waiting,
    contactAt,
    dataAgeMs: replica.data_at === null ? null : Math.max(0, now - replica.data_at),
  };
}
