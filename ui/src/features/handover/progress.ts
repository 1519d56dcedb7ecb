// How far a handover has got. Pure; that it is over, the program says.
import type { ControlRes } from "../../contract/ControlRes";
import type { HandoverItem } from "../../contract/HandoverItem";
import type { HandoverState } from "../../contract/HandoverState";

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

/** What became of the handover that was on the screen: the same, gone with everything taken here, or called off. */
export function ended(last: HandoverState | null, now: HandoverState | null): "no" | "done" | "gone" {
  if (last === null || now !== null) return "no";
  return progress(last).taken >= last.items.length - 1 ? "done" : "gone";
}
