// What the departments do in a cue.
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Call } from "../../contract/Call";
import { useWords } from "../../shared/language";
import { DurationField, TextField } from "./fields";
import { FIELD_WORDS } from "./field-words";
import css from "./side.module.css";

interface CallsFieldProps {
  readonly value: readonly Call[];
  /** Every department of the plan, to choose from. */
  readonly known: readonly string[];
  readonly onTyped: (calls: Call[]) => void;
}

/** A row per department; the first free one is written once its department is named. */
export function CallsField({ value, known, onTyped }: CallsFieldProps) {
  const words = useWords(FIELD_WORDS);
  const [adding, setAdding] = useState(false);
  const change = (at: number, call: Partial<Call>) =>
    onTyped(value.map((one, i) => (i === at ? { ...one, ...call } : one)));
  return (
    <fieldset className={css.fieldset} data-testid="calls">
      <legend>{words.field.calls}</legend>
      <datalist id="plan-departments">
        {known.map((department) => (
          <option key={department} value={department} />
        ))}
      </datalist>
      {value.length === 0 && !adding && <p className={css.hint}>{words.calls.none}</p>}
      {value.map((call, at) => (
        // A call is its place in the list; its department may be typed anew.
        <div key={at} className={css.call} data-testid="call">
          <TextField
            label={words.calls.department}
            value={call.department}
            list="plan-departments"
            onTyped={(department) => change(at, { department })}
          />
          <DurationField
            label={words.calls.lead}
            value={call.standby_s * 1_000}
            onTyped={(ms) => change(at, { standby_s: Math.round(ms / 1_000) })}
          />
          <div className={css.callText}>
            <TextField label={words.calls.text} value={call.text} onTyped={(text) => change(at, { text })} />
          </div>
          <Button variant="default" onClick={() => onTyped(value.filter((_, i) => i !== at))}>
            {words.calls.remove}
          </Button>
        </div>
      ))}
      {adding && (
        <TextField
          label={words.calls.department}
          value=""
          list="plan-departments"
          testId="call-department"
          onTyped={(department) => {
            setAdding(false);
            if (department !== "") onTyped([...value, { department, text: "", standby_s: 30 }]);
          }}
        />
      )}
      <Button variant="default" onClick={() => setAdding(true)} disabled={adding} data-testid="call-add">
        {words.calls.add}
      </Button>
    </fieldset>
  );
}
