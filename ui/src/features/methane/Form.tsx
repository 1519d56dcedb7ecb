// One letter a row. Nothing is required: what is not known yet is read out as not known.
import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { MethaneReport } from "../../contract/MethaneReport";
import type { RecordId } from "../../contract/RecordId";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import { draftOf, keepDraft } from "./drafts";
import css from "./methane.module.css";
import { BLANK, changed, LETTERS, type Part, trimmed } from "./report";
import { WORDS } from "./words";

type Text = "location" | "kind" | "hazards" | "potential" | "access" | "present" | "required";
type Count = "immediate" | "urgent" | "minor" | "dead";

interface FormProps {
  readonly incident: RecordId;
  /** The version before, from which this one begins. */
  readonly before: MethaneReport | null;
  readonly busy: boolean;
  readonly onWrite: (report: MethaneReport) => void;
  readonly onBack: () => void;
}

/** The form. */
export function Form({ incident, before, busy, onWrite, onBack }: FormProps) {
  const words = useWords(WORDS).form;
  const [report, setReport] = useState(() => draftOf(incident) ?? before ?? BLANK);
  const set = (part: Partial<MethaneReport>) => {
    const next = { ...report, ...part };
    keepDraft(incident, next);
    setReport(next);
  };
  const declares = report.declared && before?.declared !== true;
  const write = () => onWrite(trimmed(report));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!declares) write();
  };
  const text = (name: Text, label: string, first = false) => (
    <TextInput
      className={css.grow ?? ""}
      label={label}
      maxLength={400}
      value={report[name]}
      data-autofocus={first || undefined}
      data-testid={`methane-${name}`}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const number = (name: Count, label: string) => (
    <NumberInput
      className={css.count ?? ""}
      label={label}
      min={0}
      max={99_999}
      allowDecimal={false}
      allowNegative={false}
      value={report[name]}
      data-testid={`methane-${name}`}
      onChange={(value) => set({ [name]: Number(value) || 0 })}
    />
  );
  const fields: Readonly<Record<Part, ReactNode>> = {
    declared: (
      <Checkbox
        label={words.declare}
        description={words.undeclared}
        checked={report.declared}
        data-testid="methane-declared"
        onChange={(event) => set({ declared: event.currentTarget.checked })}
      />
    ),
    location: text("location", words.location, true),
    kind: text("kind", words.kind),
    hazards: (
      <>
        {text("hazards", words.present)}
        {text("potential", words.potential)}
      </>
    ),
    access: text("access", words.access),
    casualties: (
      <>
        {number("immediate", words.immediate)}
        {number("urgent", words.urgent)}
        {number("minor", words.minor)}
        {number("dead", words.dead)}
        <Checkbox
          className={css.estimated ?? ""}
          label={words.estimated}
          checked={report.estimated}
          data-testid="methane-estimated"
          onChange={(event) => set({ estimated: event.currentTarget.checked })}
        />
      </>
    ),
    services: (
      <>
        {text("present", words.here)}
        {text("required", words.required)}
      </>
    ),
  };
  return (
    <form className={css.form} onSubmit={submit} data-testid="methane-form">
      <p className={css.intro}>{words.intro}</p>
      <Letters fields={fields} news={changed(before, trimmed(report))} />
      <div className={css.actions}>
        {declares ? (
          <HoldButton hint={words.holdIt} onHeld={write} loading={busy} loud testId="methane-declare">
            {words.writeDeclared}
          </HoldButton>
        ) : (
          <Button type="submit" loading={busy} data-testid="methane-write">
            {words.write}
          </Button>
        )}
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </form>
  );
}

interface LettersProps {
  readonly fields: Readonly<Record<Part, ReactNode>>;
  readonly news: ReadonlySet<Part>;
}

function Letters({ fields, news }: LettersProps) {
  const words = useWords(WORDS);
  return (
    <>
      {LETTERS.map(({ letter, part }) => (
        <fieldset key={part} className={css.letterRow} data-changed={news.has(part) || undefined}>
          <legend className={css.hidden}>
            {letter}: {words.parts[part]}
          </legend>
          <span className={css.letter} aria-hidden="true">
            {letter}
          </span>
          <div className={css.letterFields}>
            <p className={css.part} aria-hidden="true">
              {words.parts[part]}
              {news.has(part) && <span className={css.news}>{words.changed}</span>}
            </p>
            <div className={css.fields}>{fields[part]}</div>
          </div>
        </fieldset>
      ))}
    </>
  );
}
