// The fields of an incident, each changed where it stands: a press makes it a field, Enter writes, Escape leaves it as it was.
import { type FormEvent, useState } from "react";
import type { ControlAct } from "../../contract/ControlAct";
import type { IncidentRes } from "../../contract/IncidentRes";
import { typeName } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import type { Question } from "./Ask";
import css from "./pane.module.css";
import * as questions from "./questions";
import { WORDS } from "./words";

interface FactsProps {
  readonly res: IncidentRes;
  readonly asking: questions.Asking;
  readonly onAsk: (question: Question) => void;
  readonly onAct: (what: ControlAct) => void;
}

/** The fields. */
export function Facts({ res, asking, onAsk, onAct }: FactsProps) {
  const words = useWords(WORDS);
  const { codes, room } = asking;
  const { line } = res;
  const types = line.types.map((code) => typeName(code, codes, room.types)).join(", ");
  const zone = room.zones.find((one) => one.zone === res.zone)?.name ?? "";
  const alert = `${codes.alert[res.alert]} (${res.alert_by_hand ? words.byHand : words.bySeverity})`;
  const told = res.message === null ? alert : `${alert} · ${codes.message[res.message]}`;
  return (
    <section className={css.part}>
      <h3>{words.facts}</h3>
      <Inline
        name="title"
        label={codes.field.title}
        value={line.title}
        onWrite={(title) => onAct({ type: "title", title })}
      />
      <Asked
        name="types"
        label={codes.field.types}
        value={types}
        onAsk={() => onAsk(questions.types(asking, res))}
      />
      <Asked
        name="place"
        label={codes.field.place}
        value={[res.place, zone].filter(Boolean).join(" · ")}
        onAsk={() => onAsk(questions.place(asking, res))}
      />
      <Inline
        name="reporter"
        label={codes.field.reporter}
        value={res.reporter}
        onWrite={(reporter) => onAct({ type: "reporter", reporter })}
      />
      <Inline
        name="outcome"
        label={codes.field.outcome}
        value={res.outcome}
        onWrite={(outcome) => onAct({ type: "outcome", outcome })}
      />
      <Asked
        name="alert"
        label={words.alert}
        value={told}
        onAsk={() => onAsk(questions.alert(asking, res))}
      />
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

function Asked({ name, label, value, onAsk }: FactProps & { readonly onAsk: () => void }) {
  const words = useWords(WORDS);
  return (
    <button
      type="button"
      className={css.fact}
      onClick={onAsk}
      data-testid={`fact-${name}`}
      title={words.change(label)}
    >
      <span className={css.factLabel}>{label}</span>
      <span className={value === "" ? css.dim : undefined}>{value === "" ? words.empty : value}</span>
    </button>
  );
}

function Inline({ name, label, value, onWrite }: FactProps & { readonly onWrite: (value: string) => void }) {
  const [text, setText] = useState<string | null>(null);
  if (text === null) return <Asked name={name} label={label} value={value} onAsk={() => setText(value)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== value) onWrite(text.trim());
    setText(null);
  };
  return (
    <form className={css.factForm} onSubmit={submit}>
      <label>
        <span className={css.factLabel}>{label}</span>
        <input
          value={text}
          // biome-ignore lint/a11y/noAutofocus: the press that made it a field meant it
          autoFocus
          data-testid={`fact-${name}-input`}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setText(null);
          }}
        />
      </label>
    </form>
  );
}
