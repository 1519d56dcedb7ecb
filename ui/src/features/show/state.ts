// What is known of a running show, and how it changes. Pure: answers in, the next state out.
import type { ErrorCode } from "../../contract/ErrorCode";
import type { NotNow } from "../../contract/NotNow";
import type { PressOutcome } from "../../contract/PressOutcome";
import type { RecordId } from "../../contract/RecordId";
import type { RefusedReason } from "../../contract/RefusedReason";
import type { ShowLive } from "../../contract/ShowLive";

/** Something that did not happen, to be said where the eye is. */
export type Notice = { readonly number: number } & (
  | { readonly kind: "refused"; readonly reason: RefusedReason; readonly who: string }
  | { readonly kind: "not_now"; readonly reason: NotNow }
  | { readonly kind: "failed"; readonly code: ErrorCode }
);

/** A picture and what is known about it. */
export interface Picture {
  /** The last one; `null` before the first. */
  readonly live: ShowLive | null;
  /** When it came, by `performance.now()`: screens count on from there. */
  readonly at: number;
  /** The place of the question that it answers; an answer to an older question changes nothing. */
  readonly order: number;
  /** Why there is no newer one. */
  readonly lost: ErrorCode | null;
  /** What did not happen last; `null` when it was seen. */
  readonly notice: Notice | null;
  /** How many notices there were. */
  readonly notices: number;
}

/** A picture that came. */
interface Answer {
  readonly live: ShowLive;
  /** When, by `performance.now()`. */
  readonly at: number;
  /** The place of the question. */
  readonly order: number;
}

/** What can happen. */
export type ShowAction =
  | ({ readonly type: "answer" } & Answer)
  | { readonly type: "lost"; readonly code: ErrorCode }
  | ({ readonly type: "pressed"; readonly outcome: PressOutcome } & Answer)
  | { readonly type: "press_failed"; readonly code: ErrorCode }
  | { readonly type: "not_now"; readonly reason: NotNow }
  | { readonly type: "forget"; readonly number: number };

/** Before anything is known. */
export const UNKNOWN: Picture = { live: null, at: 0, order: 0, lost: null, notice: null, notices: 0 };

/** The next state. */
export function reduce(picture: Picture, action: ShowAction): Picture {
  switch (action.type) {
    case "answer":
      return answered(picture, action);
    case "lost":
      return { ...picture, lost: action.code };
    case "pressed":
      return pressed(picture, answered(picture, action), action.outcome);
    case "press_failed":
      return noticed(picture, { kind: "failed", code: action.code });
    case "not_now":
      return noticed(picture, { kind: "not_now", reason: action.reason });
    case "forget":
      return picture.notice?.number === action.number ? { ...picture, notice: null } : picture;
  }
}

/** The name of a record, to tell it from others. */
export function recordKey({ author, seq }: RecordId): string {
  return `${author}/${seq}`;
}

/** Whoever looks on sees the presses of others fail as well; those from before the first picture are history. */
function answered(picture: Picture, { live, at, order }: Answer): Picture {
  if (order < picture.order) return { ...picture, lost: null };
  const next = { ...picture, live, at, order, lost: null };
  const [newest] = live.refusals;
  if (picture.live === null || newest === undefined) return next;
  const known = picture.live.refusals.map(({ id }) => recordKey(id));
  if (known.includes(recordKey(newest.id))) return next;
  return noticed(next, { kind: "refused", reason: newest.reason, who: newest.who });
}

/** What the answer's own picture said anew stands; the outcome alone does not know who pressed. */
function pressed(before: Picture, after: Picture, outcome: PressOutcome): Picture {
  if (outcome.outcome === "not_now") return noticed(after, { kind: "not_now", reason: outcome.reason });
  if (after.notice !== before.notice) return after;
  if (outcome.outcome === "done") return { ...after, notice: null };
  return noticed(after, { kind: "refused", reason: outcome.reason, who: "" });
}

type Said = Notice extends infer N ? (N extends Notice ? Omit<N, "number"> : never) : never;

function noticed(picture: Picture, said: Said): Picture {
  const number = picture.notices + 1;
  return { ...picture, notices: number, notice: { ...said, number } };
}
