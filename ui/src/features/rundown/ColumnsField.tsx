// The columns that a show has of its own.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Column } from "../../contract/Column";
import type { ColumnKind } from "../../contract/ColumnKind";
import { useWords } from "../../shared/language";
import { keyFor } from "./columns";
import { FIELD_WORDS } from "./field-words";
import css from "./pages.module.css";

const KINDS = ["text", "choice", "person", "check"] as const;

interface ColumnsFieldProps {
  readonly value: readonly Column[];
  readonly onTyped: (columns: Column[]) => void;
}

/** A row per column. What stands in a column that is removed is kept and shows nowhere. */
export function ColumnsField({ value, onTyped }: ColumnsFieldProps) {
  const { field, form } = useWords(FIELD_WORDS);
  const [title, setTitle] = useState("");
  const change = (at: number, part: Partial<Column>) =>
    onTyped(value.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={css.fieldset} data-testid="details-columns">
      <legend>{field.columns}</legend>
      {value.map((column, at) => (
        <div key={column.key} className={css.column}>
          <TextInput
            label={form.columnTitle}
            value={column.title}
            maxLength={40}
            onChange={(event) => change(at, { title: event.currentTarget.value })}
          />
          <NativeSelect
            label={form.columnKind}
            value={column.kind.kind}
            data={KINDS.map((kind) => ({ value: kind, label: form.kind[kind] }))}
            onChange={(event) => change(at, { kind: kindOf(event.currentTarget.value, column.kind) })}
          />
          <Button variant="default" onClick={() => onTyped(value.filter((_, i) => i !== at))}>
            {form.remove}
          </Button>
          {column.kind.kind === "choice" && (
            <TextInput
              className={css.wide ?? ""}
              label={form.options}
              description={form.optionsHint}
              defaultValue={column.kind.options.join(", ")}
              onChange={(event) =>
                change(at, { kind: { kind: "choice", options: split(event.currentTarget.value) } })
              }
            />
          )}
        </div>
      ))}
      <div className={css.column}>
        <TextInput
          label={form.columnTitle}
          value={title}
          maxLength={40}
          data-testid="column-title"
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={title.trim() === ""}
          data-testid="column-add"
          onClick={() => {
            onTyped([...value, { key: keyFor(title, value), title: title.trim(), kind: { kind: "text" } }]);
            setTitle("");
          }}
        >
          {form.addColumn}
        </Button>
      </div>
    </fieldset>
  );
}

function kindOf(name: string, before: ColumnKind): ColumnKind {
  const kind = KINDS.find((one) => one === name) ?? "text";
  if (kind !== "choice") return { kind };
  return before.kind === "choice" ? before : { kind, options: [] };
}

function split(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
