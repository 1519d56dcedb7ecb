// How far a handover has got. Pure; that it is over, the program says.
import type { ControlAct } from "../../contract/ControlAct";
import type { ControlRes } from "../../contract/ControlRes";
import type { HandoverItem } from "../../contract/HandoverItem";
import type { HandoverState } from "../../contract/HandoverState";
import type { RecordId } from "../../contract/RecordId";

/** The name of a part within its handover: the next handover may have the same incident in it. */
export function takenKey(handover: RecordId, item: RecordId): string {
  return `${handover.author}/${handover.seq} ${item.author}/${item.seq}`;
}

/** The handover with what was taken here and is not in the picture yet: nothing is offered to be taken twice. */
export function withTaken(state: HandoverState, here: ReadonlySet<string>): HandoverState {
  const items = state.items.map((item) =>
    here.has(takenKey(state.handover, item.item))
      ? { ...item, taken: true, taken_by: item.taken_by ?? state.to }
      : item,
  );
  return { ...state, items };
}

/** How far it has got. */
export interface Progress {
  readonly taken: number;
  readonly all: number;
  /** What is taken next: in the program's order, unless somebody passed over it. */
  readonly next: HandoverItem | null;
}

/** The name of a part, to tell it from others. */
export function itemKey({ item }: Pick<HandoverItem, "item">): string {
  return `${item.author}/${item.seq}`;
}

/** Counts; `after` is a part that was passed over: the next one after it comes, and from the end the first again. */
export function progress({ items }: Pick<HandoverState, "items">, after: string | null = null): Progress {
  const open = items.filter(({ taken }) => !taken);
  const from = items.findIndex((item) => itemKey(item) === after);
  const next = items.slice(from + 1).find(({ taken }) => !taken) ?? open[0] ?? null;
  return { taken: items.length - open.length, all: items.length, next };
}

/** Call signs of the units that are out, each once, in the order of their incidents. */
export function unitsOut({ open }: Pick<ControlRes, "open">): readonly string[] {
  return [...new Set(open.flatMap(({ units }) => units.map(({ unit }) => unit)))];
}

/** How a handover ended: everything was taken, it was called off, or nobody here knows which. */
export type End = "done" | "gone" | "over";

/**
 * What became of the handover that was on the screen, after `own` was done here; `null` while it goes on. Only what is
 * certain is claimed: that the lead has changed hands must not be guessed.
 */
export function ended(
  last: HandoverState | null,
  now: HandoverState | null,
  own: ControlAct["type"] | null,
): End | null {
  if (last === null || now !== null) return null;
  if (own === "withdraw") return "gone";
  const { taken, all } = progress(last);
  return taken === all || (taken === all - 1 && own === "take") ? "done" : "over";
}
