// The plan as a table: which lines there are, which belong together, and what does not fit about each. Pure.
import type { Conflict } from "../../contract/Conflict";
import type { EntryId } from "../../contract/EntryId";
import type { PlanCue } from "../../contract/PlanCue";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanItem } from "../../contract/PlanItem";
import type { PlanRes } from "../../contract/PlanRes";

/** A cue among the items of a plan. */
export type CueItem = Extract<PlanItem, { kind: "cue" }> & PlanCue;

/** A line by its id; `null` for none. */
export function lineOf(res: PlanRes, entry: EntryId | null): PlanEntry | null {
  return res.entries.find((line) => line.entry === entry) ?? null;
}

/** What people call a line; empty for a delay. */
export function nameOf({ item }: PlanEntry): string {
  switch (item.kind) {
    case "cue":
      return [item.number, item.title].filter((part) => part !== "").join(" · ");
    case "group":
    case "milestone":
      return item.title;
    case "delay":
      return "";
  }
}

/** What does not fit, by line of this show. */
export function conflictsByLine(res: PlanRes): ReadonlyMap<EntryId, readonly Conflict[]> {
  const found = new Map<EntryId, Conflict[]>();
  for (const conflict of res.conflicts) {
    const own = new Set(conflict.lines.filter(({ show }) => show === res.show).map(({ entry }) => entry));
    for (const entry of own) found.set(entry, [...(found.get(entry) ?? []), conflict]);
  }
  return found;
}

/** Every department that the plan names, in alphabetical order. */
export function departments(res: PlanRes): readonly string[] {
  const calls = res.entries.flatMap(({ item }) => (item.kind === "cue" ? item.calls : []));
  return [...new Set(calls.map(({ department }) => department))].sort((a, b) => a.localeCompare(b));
}

/** Where the cursor goes when its line is gone: to the one that stands in its place now, else to the last. */
export function nextTo(
  before: readonly PlanEntry[],
  after: readonly PlanEntry[],
  entry: EntryId,
): EntryId | null {
  const left = new Set(after.map((line) => line.entry));
  if (left.has(entry)) return entry;
  const from = before.findIndex((line) => line.entry === entry);
  const behind = before.slice(from + 1).find((line) => left.has(line.entry));
  return (behind ?? after.at(-1))?.entry ?? null;
}

/** Lines that are there now and were not before, in their order. */
export function newIn(before: readonly PlanEntry[], after: readonly PlanEntry[]): readonly EntryId[] {
  const known = new Set(before.map((line) => line.entry));
  return after.map((line) => line.entry).filter((entry) => !known.has(entry));
}

/** A cue whose own time would be written anew if a delay were applied. */
export interface DelayedCue {
  readonly name: string;
  /** Without the delays. */
  readonly before: number;
  /** As it is shown, and stays. */
  readonly after: number;
}

/** What applying a delay would write: the cues with times of their own from it up to the next delay. */
export function delayedBy(res: PlanRes, delay: EntryId): readonly DelayedCue[] {
  const from = res.entries.findIndex((line) => line.entry === delay);
  if (from < 0) return [];
  const rest = res.entries.slice(from + 1);
  const end = rest.findIndex((line) => line.item.kind === "delay");
  return rest.slice(0, end < 0 ? rest.length : end).flatMap((line) => {
    const { item, start, delay_ms } = line;
    if (item.kind !== "cue" || item.start.kind === "soft" || start === null || delay_ms === 0) return [];
    return [{ name: nameOf(line), before: start - delay_ms, after: start }];
  });
}
