// Every field of a cue.
import { Checkbox, NativeSelect } from "@mantine/core";
import type { Column } from "../../contract/Column";
import type { EndAction } from "../../contract/EndAction";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { CallsField } from "./CallsField";
import { FIELD_WORDS } from "./field-words";
import { ColourField, DurationField, OptionalDurationField, StartField, TextField } from "./fields";
import type { Set } from "./LinePanel";
import { type CueItem, conflictsByLine, departments } from "./lines";
import css from "./side.module.css";
import { useClock } from "./useClock";

interface CueFieldsProps {
  readonly res: PlanRes;
  readonly line: PlanEntry;
  readonly cue: CueItem;
  readonly set: Set;
}

/** The fields, those that are changed most first. */
export function CueFields({ res, line, cue, set }: CueFieldsProps) {
  const words = useWords(FIELD_WORDS);
  const clock = useClock(res.details.zone);
  const { field } = words;
  const { locked } = line;
  const text = (name: "number" | "title" | "note" | "owner" | "location" | "link") => (
    <TextField
      label={field[name]}
      value={cue[name]}
      long={name === "note"}
      testId={`field-${name}`}
      onTyped={(value) => set({ field: name, value })}
    />
  );
  const check = (name: "skip" | "flag" | "cuttable" | "count_to_end", disabled = false) => (
    <Checkbox
      label={field[name]}
      checked={cue[name]}
      disabled={disabled}
      data-testid={`field-${name}`}
      onChange={(event) => set({ field: name, value: event.currentTarget.checked })}
    />
  );
  const least = (name: "min" | "max", value: number | null) => (
    <OptionalDurationField
      label={field[name]}
      value={value}
      testId={`field-${name}`}
      onTyped={(typed) => set({ field: name, value: typed })}
    />
  );
  const left = (name: "warning" | "danger", value: number) => (
    <DurationField
      label={field[name]}
      value={value}
      onTyped={(typed) => set({ field: name, value: typed })}
    />
  );
  const twice = (conflictsByLine(res).get(line.entry) ?? []).some(({ rule }) => rule === "time_twice");
  return (
    <>
      <div className={css.numbered}>
        {text("number")}
        {text("title")}
      </div>
      <StartField
        value={cue.start}
        date={res.details.date}
        now={line.start === null ? "20:00:00" : clock(line.start)}
        locked={locked}
        twice={twice}
        onTyped={(value) => set({ field: "start", value })}
      />
      <div className={css.triple}>
        <DurationField
          label={field.duration}
          value={cue.duration_ms}
          disabled={locked}
          testId="field-duration"
          onTyped={(value) => set({ field: "duration", value })}
        />
        {least("min", cue.min_ms)}
        {least("max", cue.max_ms)}
      </div>
      <div>
        {check("skip", locked)}
        {check("flag")}
        {check("cuttable")}
        {check("count_to_end", locked)}
      </div>
      <CallsField
        key={line.entry}
        value={cue.calls}
        known={departments(res)}
        onTyped={(value) => set({ field: "calls", value })}
      />
      {text("note")}
      <NativeSelect
        label={field.end_action}
        value={cue.end_action}
        data={(["none", "load_next", "start_next"] as const).map((value) => ({
          value,
          label: words.endAction[value],
        }))}
        onChange={(event) => set({ field: "end_action", value: event.currentTarget.value as EndAction })}
      />
      <div className={css.triple}>
        {left("warning", cue.warning_ms)}
        {left("danger", cue.danger_ms)}
        <OptionalDurationField
          label={field.span}
          value={cue.span_ms}
          onTyped={(value) => set({ field: "span", value })}
        />
      </div>
      <div className={css.pair}>
        {text("owner")}
        {text("location")}
        {text("link")}
        <ColourField
          label={field.colour}
          value={cue.colour}
          onTyped={(value) => set({ field: "colour", value })}
        />
        {res.details.columns.map((column) => (
          <OwnField
            key={column.key}
            column={column}
            value={cue.columns[column.key] ?? ""}
            onTyped={(value) => set({ field: "column", value: { key: column.key, value } })}
          />
        ))}
      </div>
    </>
  );
}

interface OwnFieldProps {
  readonly column: Column;
  readonly value: string;
  readonly onTyped: (value: string) => void;
}

function OwnField({ column, value, onTyped }: OwnFieldProps) {
  const { kind, title } = column;
  switch (kind.kind) {
    case "check":
      return (
        <Checkbox
          label={title}
          checked={value === "yes"}
          onChange={(event) => onTyped(event.currentTarget.checked ? "yes" : "")}
        />
      );
    case "choice":
      return (
        <NativeSelect
          label={title}
          value={value}
          data={[...new Set(["", ...kind.options, value])]}
          onChange={(event) => onTyped(event.currentTarget.value)}
        />
      );
    case "text":
    case "person":
      return <TextField label={title} value={value} onTyped={onTyped} />;
  }
}
