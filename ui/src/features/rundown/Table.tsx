// The table of the plan, as a stage manager knows it.
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { Conflict } from "../../contract/Conflict";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { columnsOf, ownColumn, toggled, typedInto } from "./cells";
import { conflictsByLine, lineOf } from "./lines";
import { Row, type RowActions } from "./Row";
import { nextOpen, type Pending } from "./state";
import css from "./table.module.css";
import { useDrag } from "./useDrag";
import type { PlanLink } from "./useRundown";
import { useTableKeys } from "./useTableKeys";
import { WORDS } from "./words";

const NONE: readonly Conflict[] = [];
const NOTHING: readonly Pending[] = [];

/** The table. */
export function Table({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(WORDS);
  const { cursor, editing, pending } = rundown.state;
  const { details } = res;
  const grid = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(details), [details]);
  const conflicts = useMemo(() => conflictsByLine(res), [res]);
  const drag = useDrag(grid, res, rundown.edit);
  const actions = useActions(rundown, drag.onGrab);
  const onKeyDown = useTableKeys(rundown, actions);
  useFocus(grid, rundown);
  const heading = (column: (typeof columns)[number]) =>
    ownColumn(details, column)?.title ?? words.column[column as keyof typeof words.column];
  return (
    <div className={css.scroll} data-testid="plan-scroll">
      <div
        ref={grid}
        role="grid"
        className={css.grid}
        style={widths(details.columns.length)}
        aria-label={words.title}
        aria-rowcount={res.entries.length + 1}
        aria-colcount={columns.length + 1}
        data-testid="plan-table"
        onKeyDown={onKeyDown}
      >
        <div role="row" className={css.head}>
          <div role="columnheader">
            <span className={css.hidden}>{words.move}</span>
          </div>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={css.heading} data-column={column}>
              {heading(column)}
            </div>
          ))}
        </div>
        {res.entries.map((line, at) => {
          const active = cursor?.entry === line.entry;
          return (
            <Row
              key={line.entry}
              line={line}
              at={at}
              columns={columns}
              details={details}
              conflicts={conflicts.get(line.entry) ?? NONE}
              active={active ? cursor.column : null}
              editing={active ? editing : null}
              pending={pendingOf(pending, line.entry)}
              dragged={drag.dragged === line.entry}
              actions={actions}
            />
          );
        })}
        <div ref={drag.bar} className={css.bar} hidden aria-hidden="true" data-testid="drop-bar" />
      </div>
    </div>
  );
}

/** The columns of a show's own stand behind those of every plan. */
function widths(own: number): React.CSSProperties {
  const tracks = own > 0 ? `repeat(${own}, 128px)` : "";
  return { "--own": tracks, "--own-count": own } as React.CSSProperties;
}

function pendingOf(pending: readonly Pending[], entry: string): readonly Pending[] {
  return pending.some(({ cursor }) => cursor.entry === entry)
    ? pending.filter(({ cursor }) => cursor.entry === entry)
    : NOTHING;
}

/** One object for as long as the table is up, so that lines are not drawn again for it. */
function useActions(rundown: PlanLink, onGrab: RowActions["onGrab"]): RowActions {
  const latest = useRef({ rundown, onGrab });
  useLayoutEffect(() => {
    latest.current = { rundown, onGrab };
  });
  return useMemo<RowActions>(
    () => ({
      onGo: (cursor) => {
        // What is being typed elsewhere in the table is taken before its field goes.
        if (isEditor(document.activeElement)) document.activeElement.blur();
        latest.current.rundown.dispatch({ type: "go", cursor });
      },
      onOpen: (cursor) => {
        const { state, edit, dispatch } = latest.current.rundown;
        const line = state.res && lineOf(state.res, cursor.entry);
        const change = state.res && line && toggled(line, cursor.column, state.res.details);
        if (change) void edit(change);
        else dispatch({ type: "edit" });
      },
      onCommit: (cursor, text, leave) => {
        const { state, type, dispatch } = latest.current.rundown;
        const line = state.res && lineOf(state.res, cursor.entry);
        if (!state.res || !line) return;
        const typed = typedInto(line, cursor.column, text, state.res.details);
        if ("unreadable" in typed) {
          const { unreadable: why } = typed;
          if (leave !== "away") return dispatch({ type: "unreadable", why });
          dispatch({ type: "say", said: { what: "unreadable", why, text } });
        }
        if ("edit" in typed) type(cursor, text, typed.edit);
        const next = leave === "next" || leave === "previous";
        const to = next ? nextOpen(state.res, cursor, leave === "next" ? 1 : -1) : null;
        if (to) dispatch({ type: "go", cursor: to });
        dispatch({ type: to ? "edit" : "leave" });
      },
      onCancel: () => latest.current.rundown.dispatch({ type: "leave" }),
      onGrab: (line, event) => latest.current.onGrab(line, event),
    }),
    [],
  );
}

function isEditor(at: Element | null): at is HTMLElement {
  return at instanceof HTMLElement && at.dataset.testid === "cell-editor";
}

/** The keys follow the cursor, unless somebody types elsewhere. */
function useFocus(grid: React.RefObject<HTMLDivElement | null>, rundown: PlanLink): void {
  const { cursor, editing } = rundown.state;
  const entry = cursor?.entry;
  const column = cursor?.column;
  const isEditing = editing !== null;
  useEffect(() => {
    if (isEditing || entry === undefined) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry)}"]`);
    const cell = row?.querySelector<HTMLElement>(`[data-column="${CSS.escape(column ?? "")}"]`);
    const at = document.activeElement;
    if (at === document.body || grid.current?.contains(at)) cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [grid, entry, column, isEditing]);
}
