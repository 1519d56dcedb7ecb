// A cell that is typed into.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/language";
import type { Cell, Unreadable } from "./cells";
import css from "./table.module.css";
import { WORDS } from "./words";

/** Where one goes when typing is over. */
export type Leave = "stay" | "next" | "previous" | "away";

interface CellEditorProps {
  readonly cell: Extract<Cell, { kind: "typed" | "choice" }>;
  readonly label: string;
  readonly unreadable: Unreadable | null;
  readonly onCommit: (text: string, leave: Leave) => void;
  readonly onCancel: () => void;
}

/** The field. Enter and Tab take what was typed, Escape takes it back, leaving takes it too. */
export function CellEditor({ cell, label, unreadable, onCommit, onCancel }: CellEditorProps) {
  const words = useWords(WORDS).unreadable;
  const [text, setText] = useState(cell.text);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // A key that leaves the field also takes the focus away; that is not a second time.
  const over = useRef(false);
  useEffect(() => {
    over.current = false;
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select();
  }, [unreadable]);
  const commit = (leave: Leave) => {
    if (over.current) return;
    over.current = true;
    onCommit(text, leave);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") commit("stay");
    else if (event.key === "Tab") commit(event.shiftKey ? "previous" : "next");
    else if (event.key === "Escape") {
      over.current = true;
      onCancel();
    } else return;
    event.preventDefault();
  };
  const common = {
    ref: field,
    className: css.editor ?? "",
    "aria-label": label,
    "aria-invalid": unreadable !== null,
    "data-testid": "cell-editor",
    value: text,
    onKeyDown,
    onBlur: () => commit("away"),
  };
  return (
    <>
      {cell.kind === "choice" ? (
        <select {...common} onChange={(event) => setText(event.currentTarget.value)}>
          {[...new Set(["", ...cell.options, cell.text])].map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="text"
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            over.current = false;
            setText(event.currentTarget.value);
          }}
        />
      )}
      {unreadable && (
        <span className={css.hint} role="alert" data-testid="cell-unreadable">
          {words[unreadable]}
        </span>
      )}
    </>
  );
}
