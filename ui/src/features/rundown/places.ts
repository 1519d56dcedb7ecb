// Where a line can go: by keys, and under the hand that drags it. Pure; whether it may is the program's business.
import type { EntryId } from "../../contract/EntryId";
import type { PlanEntry } from "../../contract/PlanEntry";

/** A place in the plan, as `PlanEdit::Move` names it. */
export interface Place {
  readonly group: EntryId | null;
  /** Behind which line of that group; `null` for the first place. */
  readonly after: EntryId | null;
}

/** A key that moves a line. */
export type Step = "up" | "down" | "in" | "out";

/** How far sideways a hand goes to say that a line belongs in the group, or not, in pixels. */
export const SIDEWAYS = 32;

/** The lines beside a line: those of its group, or those that are in none. */
function siblings(lines: readonly PlanEntry[], group: EntryId | null): readonly PlanEntry[] {
  return lines.filter((line) => line.group === group);
}

const idOf = (line: PlanEntry | undefined): EntryId | null => line?.entry ?? null;

/** Where a line stands. */
export function placeOf(lines: readonly PlanEntry[], entry: EntryId): Place | null {
  const line = lines.find((one) => one.entry === entry);
  if (!line) return null;
  const beside = siblings(lines, line.group);
  return { group: line.group, after: idOf(beside[beside.indexOf(line) - 1]) };
}

/** One step up or down, through groups; or into the group above, or out of its own. `null` when there is nowhere to go. */
export function step(lines: readonly PlanEntry[], entry: EntryId, way: Step): Place | null {
  const line = lines.find((one) => one.entry === entry);
  if (!line) return null;
  const beside = siblings(lines, line.group);
  const at = beside.indexOf(line);
  if (way === "out") return line.group === null ? null : { group: null, after: line.group };
  if (way === "in") return into(lines, line, beside[at - 1]);
  return way === "up" ? up(lines, line, beside, at) : down(line, beside, at);
}

function into(lines: readonly PlanEntry[], line: PlanEntry, above: PlanEntry | undefined): Place | null {
  if (line.item.kind === "group" || above?.item.kind !== "group") return null;
  return { group: above.entry, after: idOf(siblings(lines, above.entry).at(-1)) };
}

function up(
  lines: readonly PlanEntry[],
  line: PlanEntry,
  beside: readonly PlanEntry[],
  at: number,
): Place | null {
  if (at > 0) return into(lines, line, beside[at - 1]) ?? { group: line.group, after: idOf(beside[at - 2]) };
  return line.group === null ? null : placeOf(lines, line.group);
}

function down(line: PlanEntry, beside: readonly PlanEntry[], at: number): Place | null {
  const below = beside[at + 1];
  if (!below) return line.group === null ? null : { group: null, after: line.group };
  if (below.item.kind === "group" && line.item.kind !== "group") return { group: below.entry, after: null };
  return { group: line.group, after: below.entry };
}

/**
 * Where a dragged line would come to stand in the gap before line number `gap` of the table. `sideways` is how far the
 * hand went to the right: at the end of a group it says whether the line still belongs there.
 */
export function dropAt(
  lines: readonly PlanEntry[],
  dragged: EntryId,
  gap: number,
  sideways: number,
): Place | null {
  const line = lines.find((one) => one.entry === dragged);
  if (!line) return null;
  const isGroup = line.item.kind === "group";
  const moves = (one: PlanEntry) => one.entry === dragged || (isGroup && one.group === dragged);
  const above = lines.slice(0, gap).filter((one) => !moves(one));
  const below = lines.slice(gap).find((one) => !moves(one));
  const last = above.at(-1);
  if (!last) return { group: null, after: null };
  const group = last.item.kind === "group" ? last.entry : last.group;
  if (group === null) return { group: null, after: last.entry };
  // A group stands in no group: it goes behind the one that it was let go over.
  if (isGroup) return { group: null, after: group };
  const inside = { group, after: last.entry === group ? null : last.entry };
  const outside = { group: null, after: group };
  if (below?.group === group) return inside;
  const belongs = line.group === group ? sideways > -SIDEWAYS : sideways > SIDEWAYS;
  return belongs ? inside : outside;
}

/** True when both are the same place. */
export function isSame(a: Place | null, b: Place | null): boolean {
  return a?.group === b?.group && a?.after === b?.after;
}

/** Where a new line comes: behind the line that is chosen, in its group; at the end when none is. */
export function placeForNew(lines: readonly PlanEntry[], chosen: EntryId | null, isGroup: boolean): Place {
  const line = lines.find((one) => one.entry === chosen);
  if (!line) return { group: null, after: idOf(siblings(lines, null).at(-1)) };
  if (isGroup) return { group: null, after: line.group ?? line.entry };
  if (line.item.kind === "group") return { group: line.entry, after: null };
  return { group: line.group, after: line.entry };
}
