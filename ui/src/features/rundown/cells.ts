// The cells of the table: which a line has, what stands in them, and what typing into one asks for. Pure.
import type { Column } from "../../contract/Column";
import type { PlanEdit } from "../../contract/PlanEdit";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanField } from "../../contract/PlanField";
import type { ShowDetails } from "../../contract/ShowDetails";
import type { CueItem } from "./lines";
import { durationOf, durationText, startOf, startText } from "./typed";

/** A column that every plan has. */
export type FixedColumn = "number" | "title" | "start" | "duration" | "end" | "gap" | "flag" | "skip";
/** A column: one that every plan has, or one of the show's own. */
export type ColumnId = FixedColumn | `own ${string}`;

const FIXED: readonly FixedColumn[] = ["number", "title", "start", "duration", "end", "gap", "flag", "skip"];

/** Every column, in its order. */
export function columnsOf(details: ShowDetails): readonly ColumnId[] {
  return [...FIXED, ...details.columns.map(({ key }): ColumnId => `own ${key}`)];
}

/** The show's own column behind a column of the table. */
export function ownColumn(details: ShowDetails, column: ColumnId): Column | null {
  return details.columns.find(({ key }) => column === `own ${key}`) ?? null;
}

/** What can be done with a cell. */
export type Cell =
  | { readonly kind: "none" }
  | { readonly kind: "shown" }
  /** Typed; `text` is what typing begins with. */
  | { readonly kind: "typed"; readonly text: string; readonly locked: boolean }
  | { readonly kind: "toggle"; readonly on: boolean; readonly locked: boolean }
  | { readonly kind: "choice"; readonly text: string; readonly options: readonly string[] };

/** Why what was typed asks for nothing. */
export type Unreadable = "duration" | "delay" | "start";

/** What stands in a cell and what can be done with it. */
export function cellOf(line: PlanEntry, column: ColumnId, details: ShowDetails): Cell {
  const { item, locked } = line;
  const typed = (text: string, timing = false): Cell => ({ kind: "typed", text, locked: timing && locked });
  if (column === "end" || column === "gap") return { kind: "shown" };
  if (column === "title" && item.kind !== "delay") return typed(item.title);
  switch (item.kind) {
    case "cue":
      return cueCell(item, column, details, typed, locked);
    case "group":
      if (column === "duration") return typed(item.target_ms === null ? "" : durationText(item.target_ms));
      return column === "start" ? { kind: "shown" } : { kind: "none" };
    case "delay":
      return column === "duration" ? typed(durationText(item.by_ms, true), true) : { kind: "none" };
    case "milestone":
      return column === "start" ? { kind: "shown" } : { kind: "none" };
  }
}

function cueCell(
  cue: CueItem,
  column: ColumnId,
  details: ShowDetails,
  typed: (text: string, timing?: boolean) => Cell,
  locked: boolean,
): Cell {
  switch (column) {
    case "number":
      return typed(cue.number);
    case "start":
      return typed(startText(cue.start, details.date), true);
    case "duration":
      return typed(durationText(cue.duration_ms), true);
    case "flag":
      return { kind: "toggle", on: cue.flag, locked: false };
    case "skip":
      return { kind: "toggle", on: cue.skip, locked };
    default: {
      const own = ownColumn(details, column);
      if (!own) return { kind: "none" };
      const text = cue.columns[own.key] ?? "";
      if (own.kind.kind === "check") return { kind: "toggle", on: text === "yes", locked: false };
      return own.kind.kind === "choice"
        ? { kind: "choice", text, options: own.kind.options }
        : { kind: "typed", text, locked: false };
    }
  }
}

/** What typing `text` into a cell asks for: a change, nothing because it stands there already, or why it says nothing. */
export type Typed =
  { readonly edit: PlanEdit } | { readonly same: true } | { readonly unreadable: Unreadable };

/** Reads what was typed into a cell. */
export function typedInto(line: PlanEntry, column: ColumnId, text: string, details: ShowDetails): Typed {
  const cell = cellOf(line, column, details);
  if ((cell.kind !== "typed" && cell.kind !== "choice") || cell.text === text) return { same: true };
  const set = (field: PlanField): Typed => ({ edit: { edit: "set", entry: line.entry, field } });
  if (column === "number" || column === "title") return set({ field: column, value: text.trim() });
  if (column === "start" && line.item.kind === "cue") {
    const value = startOf(text, details.date, line.item.start);
    return value ? set({ field: "start", value }) : { unreadable: "start" };
  }
  if (column === "duration") return duration(line, text, set);
  const own = ownColumn(details, column);
  return own ? set({ field: "column", value: { key: own.key, value: text.trim() } }) : { same: true };
}

function duration({ item }: PlanEntry, text: string, set: (field: PlanField) => Typed): Typed {
  if (item.kind === "group" && text.trim() === "") return set({ field: "target", value: null });
  const value = durationOf(text, item.kind === "delay");
  if (value === null) return { unreadable: item.kind === "delay" ? "delay" : "duration" };
  if (item.kind === "delay") return set({ field: "delay", value });
  return set({ field: item.kind === "group" ? "target" : "duration", value });
}

/** What pressing a cell that is on or off asks for; `null` where it cannot be pressed. */
export function toggled(line: PlanEntry, column: ColumnId, details: ShowDetails): PlanEdit | null {
  const cell = cellOf(line, column, details);
  if (cell.kind !== "toggle" || cell.locked) return null;
  const set = (field: PlanField): PlanEdit => ({ edit: "set", entry: line.entry, field });
  if (column === "flag" || column === "skip") return set({ field: column, value: !cell.on });
  const own = ownColumn(details, column);
  return own && set({ field: "column", value: { key: own.key, value: cell.on ? "" : "yes" } });
}

/** True when typing or pressing there can change something. */
export function isOpen(cell: Cell): boolean {
  return cell.kind === "choice" || ((cell.kind === "typed" || cell.kind === "toggle") && !cell.locked);
}
