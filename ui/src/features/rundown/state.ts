// What the plan's screen knows, and how it changes. Pure: answers and keys in, the next state out.
import type { EntryId } from "../../contract/EntryId";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanRes } from "../../contract/PlanRes";
import { type ColumnId, cellOf, columnsOf, isOpen, type Unreadable } from "./cells";
import { lineOf, newIn, nextTo } from "./lines";

/** Where the keys are. */
export interface Cursor {
  readonly entry: EntryId;
  readonly column: ColumnId;
}

/** What fills the room. */
export type Page = "plan" | "details" | "import";
/** What stands beside the table. */
export type Side = "line" | "conflicts" | "proposals" | "overruled";
/** What the screen says about the last thing that was done. */
export type Said =
  | { readonly what: "proposed" }
  | { readonly what: "locked" }
  /** It was not taken, because it could not be read. */
  | { readonly what: "unreadable"; readonly why: Unreadable; readonly text: string }
  | { readonly what: "written"; readonly path: string; readonly rows: number };

/** What was typed and is on its way. */
export interface Pending {
  readonly turn: number;
  readonly cursor: Cursor;
  readonly text: string;
}

/** What the screen knows. */
export interface RundownState {
  /** The program's last word; `null` until there was one. */
  readonly res: PlanRes | null;
  readonly failure: ErrorCode | null;
  readonly cursor: Cursor | null;
  /** A cell is being typed into; what could not be read stays there. */
  readonly editing: { readonly unreadable: Unreadable | null } | null;
  readonly pending: readonly Pending[];
  readonly page: Page;
  readonly side: Side;
  readonly said: Said | null;
}

/** What can happen. */
export type RundownAction =
  /** The program's answer to turn number `turn`; lines that came in are gone to. */
  | { readonly type: "answer"; readonly turn: number; readonly res: PlanRes; readonly goTo: boolean }
  | { readonly type: "heard"; readonly res: PlanRes }
  | { readonly type: "failed"; readonly turn: number | null; readonly code: ErrorCode }
  | { readonly type: "go"; readonly cursor: Cursor }
  | { readonly type: "jump"; readonly entry: EntryId }
  | { readonly type: "edit" }
  | { readonly type: "leave" }
  | { readonly type: "unreadable"; readonly why: Unreadable }
  | { readonly type: "sent"; readonly pending: Pending }
  | { readonly type: "page"; readonly page: Page }
  | { readonly type: "side"; readonly side: Side }
  | { readonly type: "say"; readonly said: Said | null }
  | { readonly type: "forget" };

/** Before anything is known. */
export const EMPTY: RundownState = {
  res: null,
  failure: null,
  cursor: null,
  editing: null,
  pending: [],
  page: "plan",
  side: "line",
  said: null,
};

/** The next state. */
export function reduce(state: RundownState, action: RundownAction): RundownState {
  switch (action.type) {
    case "answer": {
      const next = withPlan({ ...settle(state, action.turn), failure: null }, action.res);
      if (isProposed(state.res, action.res)) return { ...next, said: { what: "proposed" } };
      return action.goTo ? toNew(state.res, next) : next;
    }
    case "heard":
      return withPlan(state, action.res);
    case "failed":
      return { ...(action.turn === null ? state : settle(state, action.turn)), failure: action.code };
    case "go":
      return {
        ...state,
        cursor: action.cursor,
        editing: null,
        side: "line",
        said: state.said?.what === "locked" ? null : state.said,
      };
    case "jump":
      return jump(state, action.entry);
    case "edit":
      return beginEdit(state);
    case "leave":
      return { ...state, editing: null };
    case "unreadable":
      return { ...state, editing: { unreadable: action.why } };
    case "sent":
      return { ...state, pending: [...state.pending, action.pending], said: null };
    case "page":
      return { ...state, page: action.page, editing: null, failure: null, said: null };
    case "side":
      return { ...state, side: action.side };
    case "say":
      return { ...state, said: action.said };
    case "forget":
      return { ...state, failure: null, said: null };
  }
}

/** What was typed up to this turn has its answer. */
function settle(state: RundownState, turn: number): RundownState {
  return { ...state, pending: state.pending.filter((one) => one.turn > turn) };
}

/** Lines that did not change stay the same objects, so that only what changed is drawn again. */
function withPlan(state: RundownState, res: PlanRes): RundownState {
  const known = new Map(state.res?.entries.map((line) => [line.entry, line]));
  const kept = { ...res, entries: res.entries.map((line) => sameAs(known.get(line.entry), line)) };
  const sameDetails = state.res && JSON.stringify(state.res.details) === JSON.stringify(res.details);
  const plan = sameDetails ? { ...kept, details: state.res.details } : kept;
  return { ...state, res: plan, cursor: keepCursor(state, plan) };
}

/** What was asked for became a proposal. */
function isProposed(before: PlanRes | null, after: PlanRes): boolean {
  return before !== null && after.proposes && after.proposals.length > before.proposals.length;
}

function sameAs(before: PlanEntry | undefined, after: PlanEntry): PlanEntry {
  return before && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

function keepCursor(state: RundownState, res: PlanRes): Cursor | null {
  const first = res.entries[0];
  if (!first) return null;
  if (!state.cursor || !state.res) return { entry: first.entry, column: "title" };
  const entry = nextTo(state.res.entries, res.entries, state.cursor.entry) ?? first.entry;
  const column = columnsOf(res.details).includes(state.cursor.column) ? state.cursor.column : "title";
  return entry === state.cursor.entry && column === state.cursor.column ? state.cursor : { entry, column };
}

/** A line that was added is where one types next. */
function toNew(before: PlanRes | null, state: RundownState): RundownState {
  const entry = before && state.res ? newIn(before.entries, state.res.entries)[0] : undefined;
  const line = state.res && lineOf(state.res, entry ?? null);
  if (!line) return state;
  const column: ColumnId = line.item.kind === "delay" ? "duration" : "title";
  return beginEdit({ ...state, cursor: { entry: line.entry, column }, side: "line" });
}

function jump(state: RundownState, entry: EntryId): RundownState {
  if (!state.res || !lineOf(state.res, entry)) return state;
  return {
    ...state,
    page: "plan",
    editing: null,
    cursor: { entry, column: state.cursor?.column ?? "title" },
  };
}

function beginEdit(state: RundownState): RundownState {
  const { cursor, res } = state;
  const line = res && lineOf(res, cursor?.entry ?? null);
  if (!line || !cursor) return state;
  const cell = cellOf(line, cursor.column, res.details);
  if ((cell.kind === "typed" || cell.kind === "toggle") && cell.locked)
    return { ...state, said: { what: "locked" } };
  return isOpen(cell) && cell.kind !== "toggle"
    ? { ...state, editing: { unreadable: null }, said: null }
    : state;
}

/** A cell further on in the table, or back; it stays at the edges. */
export function moved(res: PlanRes, cursor: Cursor, lines: number, columns: number): Cursor {
  const ids = columnsOf(res.details);
  const at = res.entries.findIndex((line) => line.entry === cursor.entry);
  const within = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
  const line = res.entries[within(at + lines, res.entries.length)];
  const column = ids[within(ids.indexOf(cursor.column) + columns, ids.length)];
  return { entry: line?.entry ?? cursor.entry, column: column ?? cursor.column };
}

/** The next cell that can be typed into, through the lines; `null` at the end of the plan. */
export function nextOpen(res: PlanRes, cursor: Cursor, way: 1 | -1): Cursor | null {
  const ids = columnsOf(res.details);
  let at = res.entries.findIndex((line) => line.entry === cursor.entry);
  let column = ids.indexOf(cursor.column) + way;
  while (at >= 0 && at < res.entries.length) {
    const line = res.entries[at];
    const id = ids[column];
    if (!line) return null;
    if (id === undefined) {
      at += way;
      column = way > 0 ? 0 : ids.length - 1;
      continue;
    }
    const cell = cellOf(line, id, res.details);
    if (isOpen(cell) && cell.kind !== "toggle") return { entry: line.entry, column: id };
    column += way;
  }
  return null;
}
