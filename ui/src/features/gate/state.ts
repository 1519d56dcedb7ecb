// What the gate screen knows, and how it changes. Pure: answers and pushes in, the next state out. It decides nothing
// about anybody: every verdict comes from the program.
import type { CameraHint } from "../../contract/CameraHint";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { GateRes } from "../../contract/GateRes";
import type { Push } from "../../contract/Push";
import type { RecordId } from "../../contract/RecordId";
import type { ShownScan } from "../../contract/ShownScan";
import type { UndoRes } from "../../contract/UndoRes";

/** What the gate screen knows. */
export interface GateState {
  /** The program's last word; `null` until there was one. */
  readonly res: GateRes | null;
  /** The verdict over the picture. */
  readonly shown: ShownScan | null;
  /** A credential that was only looked at. */
  readonly look: ShownScan | null;
  readonly hint: CameraHint | null;
  /** The program takes no records until the event was opened again. */
  readonly halted: boolean;
  readonly failure: ErrorCode | null;
  /** What became of the last undo. */
  readonly undone: UndoRes | null;
}

/** What can happen. */
export type GateAction =
  | { readonly type: "status"; readonly res: GateRes }
  | { readonly type: "push"; readonly push: Push }
  | { readonly type: "answer"; readonly scan: ShownScan }
  | { readonly type: "undone"; readonly scan: RecordId; readonly result: UndoRes }
  | { readonly type: "failed"; readonly code: ErrorCode }
  | { readonly type: "reopened" }
  | { readonly type: "fade" }
  | { readonly type: "dismiss" }
  | { readonly type: "forget" };

/** Before anything is known. */
export const EMPTY: GateState = {
  res: null,
  shown: null,
  look: null,
  hint: null,
  halted: false,
  failure: null,
  undone: null,
};

/** How many scans the list holds. */
export const RECENT = 10;

/** A scan's name as text; empty for one that was only looked at. */
export function scanKey(scan: RecordId | null): string {
  return scan === null ? "" : `${scan.author}/${scan.seq}`;
}

/** The newest scan that this operator may still take back. */
export function undoable(recent: readonly ShownScan[], now: number): ShownScan | null {
  const may = (scan: ShownScan) =>
    scan.scan !== null && !scan.undone && scan.undo_until !== null && now <= scan.undo_until;
  return recent.find(may) ?? null;
}

/** The next state. */
export function reduce(state: GateState, action: GateAction): GateState {
  switch (action.type) {
    case "status":
      return { ...state, res: action.res };
    case "push":
      return onPush(state, action.push);
    case "answer":
      return onScan(state, action.scan);
    case "undone":
      return onUndone(state, action.scan, action.result);
    case "failed":
      return { ...state, failure: action.code, halted: state.halted || action.code === "halted" };
    case "reopened":
      return { ...state, halted: false, failure: null };
    case "fade":
      return { ...state, shown: null };
    case "dismiss":
      return { ...state, shown: null, look: null, failure: null, undone: null };
    case "forget":
      return { ...state, failure: null, undone: null };
  }
}

function onPush(state: GateState, push: Push): GateState {
  switch (push.type) {
    case "scan": {
      const next = onScan(state, push.scan);
      return next.res
        ? { ...next, res: { ...next.res, counters: push.counters, replica: push.replica } }
        : next;
    }
    case "camera":
      return state.res ? { ...state, res: { ...state.res, camera: push.camera } } : state;
    case "hint":
      return { ...state, hint: push.hint };
    case "halted":
      return { ...state, halted: true, shown: null, look: null };
    case "heard":
    case "sync":
    case "control":
    case "alarm":
    case "show":
    case "code_seen":
    case "progress":
      return state;
  }
}

/** A scan arrives twice, as a push and as the answer to whoever asked: the second time changes nothing. */
function onScan(state: GateState, scan: ShownScan): GateState {
  if (scan.scan === null) return { ...state, look: scan, shown: null, failure: null, undone: null };
  const key = scanKey(scan.scan);
  const recent = state.res?.recent ?? [];
  if (recent.some((known) => scanKey(known.scan) === key) || scanKey(state.shown?.scan ?? null) === key) {
    return state;
  }
  return {
    ...state,
    shown: scan,
    look: null,
    failure: null,
    undone: null,
    res: state.res && { ...state.res, recent: [scan, ...recent].slice(0, RECENT) },
  };
}

function onUndone(state: GateState, id: RecordId, result: UndoRes): GateState {
  if (result !== "undone" && result !== "already_undone") return { ...state, undone: result };
  const key = scanKey(id);
  const mark = (scan: ShownScan) => (scanKey(scan.scan) === key ? { ...scan, undone: true } : scan);
  return {
    ...state,
    undone: result,
    shown: scanKey(state.shown?.scan ?? null) === key ? null : state.shown,
    res: state.res && { ...state.res, recent: state.res.recent.map(mark) },
  };
}
