// What is known about the exchange, and how it changes. Pure: answers and pushes in, the next state out.
import type { DoubleAdmission } from "../../contract/DoubleAdmission";
import type { Push } from "../../contract/Push";
import type { ReplicaState } from "../../contract/ReplicaState";
import type { RecordId } from "../../contract/RecordId";
import type { SyncRes } from "../../contract/SyncRes";
import type { SyncState } from "../../contract/SyncState";
import type { WallMs } from "../../contract/WallMs";

/** What is known. */
export interface Known {
  /** The last word on how it stands; `null` until there was one. */
  readonly state: SyncState | null;
  /** The last full answer; its own `state` may be older. */
  readonly res: SyncRes | null;
}

/** What can happen. */
export type SyncAction =
  | { readonly type: "status"; readonly res: SyncRes }
  | { readonly type: "push"; readonly push: Push }
  | { readonly type: "replica"; readonly replica: ReplicaState };

/** Before anything is known. */
export const UNKNOWN: Known = { state: null, res: null };

/** The next state. */
export function reduce(known: Known, action: SyncAction): Known {
  switch (action.type) {
    case "status":
      return { state: action.res.state, res: action.res };
    case "push":
      return onPush(known, action.push);
    case "replica":
      return { ...known, state: known.state && withReplica(known.state, action.replica) };
  }
}

function onPush(known: Known, push: Push): Known {
  switch (push.type) {
    case "sync":
      return { ...known, state: push.sync };
    case "heard":
      return {
        ...known,
        res: known.res && { ...known.res, doubles: joined(push.doubles, known.res.doubles) },
      };
    default:
      return known;
  }
}

/** Every scan says what waits; the exchange itself speaks only when it changes. */
function withReplica(state: SyncState, replica: ReplicaState): SyncState {
  return {
    ...state,
    waiting: replica.waiting,
    waiting_since: replica.waiting_since,
    data_at: later(state.data_at, replica.data_at),
    last_contact: later(state.last_contact, replica.last_contact),
  };
}

function later(a: WallMs | null, b: WallMs | null): WallMs | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function joined(fresh: readonly DoubleAdmission[], known: readonly DoubleAdmission[]): DoubleAdmission[] {
  const keys = new Set(fresh.map(doubleKey));
  return [...fresh, ...known.filter((one) => !keys.has(doubleKey(one)))];
}

const scanKey = ({ author, seq }: RecordId) => `${author}/${seq}`;

/** A double admission's name: its two scans. */
export function doubleKey({ first, second }: DoubleAdmission): string {
  return `${scanKey(first.scan)} ${scanKey(second.scan)}`;
}

/** Those that nobody here has seen, in the order they came. */
export function unseen(
  doubles: readonly DoubleAdmission[],
  seen: readonly string[],
): readonly DoubleAdmission[] {
  return doubles.filter((one) => !seen.includes(doubleKey(one)));
}
