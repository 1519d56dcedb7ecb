// What the tests of this folder make plans from.
import type { Column } from "../../contract/Column";
import type { EntryId } from "../../contract/EntryId";
import type { PlanCue } from "../../contract/PlanCue";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanItem } from "../../contract/PlanItem";
import type { PlanRes } from "../../contract/PlanRes";
import type { ShowDetails } from "../../contract/ShowDetails";
import type { ShowId } from "../../contract/ShowId";
import type { WallMs } from "../../contract/WallMs";

/** An id by a short name. */
export const id = (name: string) => name as EntryId;
/** The show. */
export const SHOW = "show" as ShowId;

const CUE: PlanCue = {
  number: "",
  title: "",
  note: "",
  calls: [],
  owner: "",
  location: "",
  flag: false,
  colour: null,
  skip: false,
  start: { kind: "soft" },
  duration_ms: 60_000,
  min_ms: null,
  max_ms: null,
  cuttable: false,
  count_to_end: false,
  end_action: "none",
  warning_ms: 60_000,
  danger_ms: 15_000,
  span_ms: null,
  link: "",
  columns: {},
};

/** A line of any kind, in no group. */
export function otherLine(name: string, item: PlanItem): PlanEntry {
  return {
    entry: id(name),
    group: null,
    item,
    start: 0 as WallMs,
    end: 0 as WallMs,
    gap_ms: 0,
    delay_ms: 0,
    day: 0,
    locked: false,
  };
}

/** A cue. */
export function cueLine(name: string, more: Partial<PlanCue> = {}): PlanEntry {
  return otherLine(name, { kind: "cue", ...CUE, number: name, ...more });
}

/** What is said of the show. */
export function details(columns: Column[] = []): ShowDetails {
  return {
    title: "Gala",
    stage: "North",
    zone: "UTC",
    date: "2026-11-25",
    opens: null,
    curfew: null,
    min_span_ms: 1_000,
    changeover_ms: 0,
    ranks: [],
    hold_raisers: [],
    hold_releasers: [],
    columns,
  };
}

/** A plan of these lines. */
export function planOf(entries: PlanEntry[], more: Partial<PlanRes> = {}): PlanRes {
  return {
    show: SHOW,
    details: details(),
    entries,
    planned_start: null,
    planned_end: null,
    total_ms: 0,
    curfew: null,
    conflicts: [],
    proposals: [],
    overruled: [],
    can_undo: false,
    can_redo: false,
    proposes: false,
    devices: [],
    ...more,
  };
}
