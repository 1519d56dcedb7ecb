// A line of the table. Drawn again only when something about it changed.
import { memo } from "react";
import type { Conflict } from "../../contract/Conflict";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { ShowDetails } from "../../contract/ShowDetails";
import { useWords } from "../../shared/language";
import { CellContent } from "./CellContent";
import { CellEditor, type Leave } from "./CellEditor";
import { type ColumnId, cellOf, isOpen, ownColumn, type Unreadable } from "./cells";
import { nameOf } from "./lines";
import { HandleMark, LockMark } from "./marks";
import type { Cursor, Pending } from "./state";
import css from "./table.module.css";
import { WORDS } from "./words";

/** What can be done with a line; the same object as long as the table is up. */
export interface RowActions {
  readonly onGo: (cursor: Cursor) => void;
  readonly onOpen: (cursor: Cursor) => void;
  readonly onCommit: (cursor: Cursor, text: string, leave: Leave) => void;
  readonly onCancel: () => void;
  readonly onGrab: (line: PlanEntry, event: React.PointerEvent) => void;
}

interface RowProps {
  readonly line: PlanEntry;
  /** From 0. */
  readonly at: number;
  readonly columns: readonly ColumnId[];
  readonly details: ShowDetails;
  readonly conflicts: readonly Conflict[];
  /** Where the keys are, if in this line. */
  readonly active: ColumnId | null;
  readonly editing: { readonly unreadable: Unreadable | null } | null;
  readonly pending: readonly Pending[];
  readonly dragged: boolean;
  readonly actions: RowActions;
}

/** The line. */
export const Row = memo(function Row(props: RowProps) {
  const { line, at, columns, active, dragged, actions } = props;
  const words = useWords(WORDS);
  const { item } = line;
  const colour = item.kind === "cue" || item.kind === "group" ? item.colour : null;
  return (
    <div
      role="row"
      className={css.row}
      aria-rowindex={at + 2}
      aria-selected={active !== null}
      data-testid="plan-line"
      data-entry={line.entry}
      data-kind={item.kind}
      data-number={item.kind === "cue" ? item.number : undefined}
      data-inside={line.group !== null || undefined}
      data-skip={(item.kind === "cue" && item.skip) || undefined}
      data-dragged={dragged || undefined}
      data-locked={line.locked || undefined}
    >
      <div role="gridcell" className={css.handle}>
        {colour !== null && <span className={css.swatch} style={{ background: colour }} />}
        {line.locked ? (
          <span className={css.lock} title={words.said.locked}>
            <LockMark />
          </span>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={css.grab}
            aria-label={words.line.drag(nameOf(line) || words.kind[item.kind])}
            data-testid="line-handle"
            onPointerDown={(event) => actions.onGrab(line, event)}
          >
            <HandleMark />
          </button>
        )}
      </div>
      {columns.map((column) => (
        <RowCell key={column} {...props} column={column} />
      ))}
    </div>
  );
});

function RowCell(props: RowProps & { readonly column: ColumnId }) {
  const { line, column, details, active, editing, pending, actions } = props;
  const words = useWords(WORDS);
  const cell = cellOf(line, column, details);
  const cursor = { entry: line.entry, column };
  const isActive = active === column;
  const typing = isActive && editing !== null && (cell.kind === "typed" || cell.kind === "choice");
  const waits = pending.findLast((one) => one.cursor.column === column);
  const label = ownColumn(details, column)?.title ?? words.column[column as keyof typeof words.column];
  const on = cell.kind === "toggle" && cell.on;
  return (
    <div
      role="gridcell"
      className={css.cell}
      data-column={column}
      data-testid={`cell-${column.replace(" ", "-")}`}
      data-figure={isFigure(column) || undefined}
      data-open={isOpen(cell) || undefined}
      data-locked={((cell.kind === "typed" || cell.kind === "toggle") && cell.locked) || undefined}
      aria-readonly={!isOpen(cell)}
      data-on={on || undefined}
      tabIndex={isActive ? 0 : -1}
      onPointerDown={(event) => {
        if (!typing && event.button === 0) actions.onGo(cursor);
      }}
      onClick={() => {
        if (cell.kind === "toggle") actions.onOpen(cursor);
      }}
      onDoubleClick={() => {
        if (!typing && cell.kind !== "toggle") actions.onOpen(cursor);
      }}
    >
      {typing ? (
        <CellEditor
          cell={cell}
          label={label}
          unreadable={editing.unreadable}
          onCommit={(text, leave) => actions.onCommit(cursor, text, leave)}
          onCancel={actions.onCancel}
        />
      ) : waits ? (
        <span className={css.waits}>{waits.text}</span>
      ) : (
        <CellContent line={line} column={column} details={details} conflicts={props.conflicts} />
      )}
    </div>
  );
}

function isFigure(column: ColumnId): boolean {
  return column === "start" || column === "duration" || column === "end" || column === "gap";
}
