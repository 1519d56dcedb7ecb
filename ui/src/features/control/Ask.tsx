// A dialog that asks for a few words before something is written into the log. What was typed stays when the writing fails.
import { Button, Modal, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./ask.module.css";
import { WORDS } from "./words";

/** One thing that is asked for. */
export interface AskField {
  readonly name: string;
  readonly label: string;
  readonly kind?: "text" | "lines" | "choice" | "minutes";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: string;
  readonly needed?: boolean;
  /** Words that are offered while one types. */
  readonly offers?: readonly string[];
}

/** A dialog. */
export interface Question {
  readonly title: string;
  readonly hint?: string;
  readonly fields: readonly AskField[];
  /** Writes it; a rejection keeps the dialog open and says why. */
  readonly write: (values: Readonly<Record<string, string>>) => Promise<void>;
}

interface AskProps {
  readonly question: Question | null;
  readonly onClose: () => void;
}

/** The dialog, while there is a question. */
export function Ask({ question, onClose }: AskProps) {
  const words = useWords(WORDS).ask;
  return (
    <Modal
      opened={question !== null}
      onClose={onClose}
      title={question?.title ?? ""}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      {question !== null && <AskForm question={question} onClose={onClose} />}
    </Modal>
  );
}

function AskForm({ question, onClose }: { question: Question; onClose: () => void }) {
  const words = useWords(WORDS).ask;
  const { busy, failure, run } = useAction();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(question.fields.map(({ name, initial }) => [name, initial ?? ""])),
  );
  const lacks = question.fields.some(({ name, needed }) => needed === true && values[name]?.trim() === "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (lacks || busy) return;
    if (await run(() => question.write(values))) onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} data-testid="ask">
      {question.hint !== undefined && <p className={css.hint}>{question.hint}</p>}
      {question.fields.map((field, place) => (
        <One
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          first={place === 0}
          onChange={(value) => setValues((known) => ({ ...known, [field.name]: value }))}
        />
      ))}
      <Failure code={failure} />
      <div className={css.foot}>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={lacks} data-testid="ask-write">
          {words.save}
        </Button>
      </div>
    </form>
  );
}

interface OneProps {
  readonly field: AskField;
  readonly value: string;
  readonly first: boolean;
  readonly onChange: (value: string) => void;
}

function One({ field, value, first, onChange }: OneProps) {
  const { name, label, kind = "text", options = [], needed = false, offers = [] } = field;
  const common = {
    label,
    required: needed,
    "data-testid": `ask-${name}`,
    ...(first ? { "data-autofocus": true } : {}),
  };
  if (kind === "choice") {
    return (
      <NativeSelect
        {...common}
        value={value}
        data={[...options]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (kind === "minutes") {
    return (
      <NumberInput
        {...common}
        min={0}
        allowDecimal={false}
        value={value}
        onChange={(next) => onChange(String(next))}
      />
    );
  }
  if (kind === "lines") {
    return (
      <label className={css.lines}>
        <span>{label}</span>
        <textarea
          rows={3}
          value={value}
          required={needed}
          data-testid={`ask-${name}`}
          data-autofocus={first || undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </label>
    );
  }
  return (
    <>
      <TextInput
        {...common}
        value={value}
        list={offers.length > 0 ? `offers-${name}` : undefined}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {offers.length > 0 && (
        <datalist id={`offers-${name}`}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </>
  );
}
