// The line that writes the log: one field, coloured as it is understood, and above it what it would become.
import { Button } from "@mantine/core";
import { type ChangeEvent, type UIEvent, useId, useRef } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import { CONTROL_WORDS } from "../../shared/control-words";
import { foresay, say, type Voice } from "../../shared/did";
import { ERROR_WORDS } from "../../shared/errors";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { LINE_WORDS } from "./line-words";
import css from "./line.module.css";
import { segments } from "./segments";
import { CHANNELS, type Line } from "./useLine";

interface LineBarProps {
  readonly line: Line;
  readonly voice: Voice;
  /** What this desk did last, while it is in sight. */
  readonly written: ControlRes["undo"];
}

/** The bar at the bottom. */
export function LineBar({ line, voice, written }: LineBarProps) {
  const words = useWords(LINE_WORDS);
  const codes = useWords(CONTROL_WORDS);
  const file = useRef<HTMLInputElement>(null);
  return (
    <form
      className={css.bar}
      data-testid="line"
      onSubmit={(event) => {
        event.preventDefault();
        if (line.draft.text.trim() !== "") void line.write();
      }}
    >
      <Said line={line} voice={voice} written={written} />
      <Attached line={line} />
      <div className={css.row}>
        <select
          className={css.channel}
          aria-label={words.channel}
          value={line.channel}
          data-testid="line-channel"
          onChange={(event) => {
            const next = CHANNELS.find((one) => one === event.currentTarget.value);
            if (next !== undefined) line.setChannel(next);
          }}
        >
          {CHANNELS.map((one) => (
            <option key={one} value={one}>
              {codes.channel[one]}
            </option>
          ))}
        </select>
        <Field line={line} />
        <input
          ref={file}
          type="file"
          multiple
          hidden
          data-testid="line-file"
          onChange={(event) => {
            void line.attach([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <Button
          variant="default"
          aria-label={words.attach}
          title={words.attach}
          className={css.key ?? ""}
          onClick={() => file.current?.click()}
          data-testid="line-attach"
        >
          <span aria-hidden="true">＋</span>
        </Button>
        <Button
          type="submit"
          className={css.key ?? ""}
          loading={line.busy}
          disabled={line.draft.text.trim() === ""}
          data-testid="line-write"
        >
          {words.write}
        </Button>
      </div>
    </form>
  );
}

/** The field; over it the same text in the colours of what it was taken for. */
function Field({ line }: { line: Line }) {
  const words = useWords(LINE_WORDS);
  const overlay = useRef<HTMLDivElement>(null);
  const list = useId();
  const { draft, answer, chosen } = line;
  const offers = chosen < 0 ? [] : (answer?.completions ?? []);
  const scroll = (event: UIEvent<HTMLInputElement>) => {
    if (overlay.current) overlay.current.scrollLeft = event.currentTarget.scrollLeft;
  };
  const tell = (field: HTMLInputElement) =>
    line.typed(field.value, field.selectionStart ?? field.value.length);
  return (
    <div className={css.field}>
      {offers.length > 0 && (
        <ul
          className={css.offers}
          id={list}
          role="listbox"
          aria-label={words.offers}
          data-testid="line-offers"
        >
          {offers.map(({ insert, role, label }, place) => (
            <li
              key={`${role} ${insert}`}
              id={`${list}-${place}`}
              role="option"
              aria-selected={place === chosen}
              data-testid="line-offer"
              onMouseDown={(event) => {
                event.preventDefault();
                line.take(place);
              }}
            >
              <strong data-role={role}>{insert}</strong>
              <span>{label === "" ? words.roles[role] : label}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={css.overlay} ref={overlay} aria-hidden="true" data-testid="line-overlay">
        {segments(draft.text, answer).map(({ text, role, wrong }, place) => (
          <span key={place} data-role={role ?? undefined} data-wrong={wrong || undefined}>
            {text}
          </span>
        ))}
      </div>
      <input
        ref={line.input}
        className={css.input}
        value={draft.text}
        // biome-ignore lint/a11y/noAutofocus: the line is what this screen is for
        autoFocus
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={words.placeholder}
        aria-label={words.label}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls={offers.length > 0 ? list : undefined}
        aria-activedescendant={offers.length > 0 ? `${list}-${chosen}` : undefined}
        data-testid="line-input"
        onChange={(event: ChangeEvent<HTMLInputElement>) => tell(event.currentTarget)}
        onScroll={scroll}
        onSelect={scroll}
      />
    </div>
  );
}

/** What the line becomes, else what was written last, else why it was not. */
function Said({ line, voice, written }: LineBarProps) {
  const words = useWords(LINE_WORDS);
  const errors = useWords(ERROR_WORDS);
  const { draft, answer, failure } = line;
  if (failure !== null) {
    return (
      <p className={css.failed} role="alert" data-testid="line-failed" data-code={failure}>
        <strong>{draft.text === "" ? errors[failure].what : words.kept}</strong> {errors[failure].what}{" "}
        {errors[failure].todo}
      </p>
    );
  }
  if (draft.text !== "") return <Preview line={line} voice={voice} />;
  if (written === null || answer !== null) return <p className={css.said}>&nbsp;</p>;
  const text =
    written.verbatim === "" ? written.did.map((did) => say(did, voice)).join(" · ") : written.verbatim;
  return (
    <div className={css.written} role="status" data-testid="line-written">
      <span className={css.writtenText}>
        {words.written}: <strong>{written.number}</strong> {text}
      </span>
      <button
        type="button"
        className={css.undo}
        onClick={() => void line.undo(written.verbatim)}
        data-testid="line-undo"
      >
        {words.undo} <kbd>Ctrl Z</kbd>
      </button>
    </div>
  );
}

function Preview({ line, voice }: Pick<LineBarProps, "line" | "voice">) {
  const words = useWords(LINE_WORDS);
  const times = useTimes();
  const { answer } = line;
  if (answer === null) return <p className={css.said}>&nbsp;</p>;
  const { target, problems } = answer;
  const name =
    target.type === "new"
      ? words.fresh(target.number)
      : target.type === "existing"
        ? `${words.about(target.number)} ${target.title}`.trim()
        : words.note;
  const parts = [
    ...answer.did.map((did) => foresay(did, voice)),
    answer.occurred === null ? "" : words.at(times.moment(answer.occurred)),
    answer.from === "" ? "" : words.from(answer.from),
    answer.to === "" ? "" : words.to(answer.to),
  ].filter(Boolean);
  return (
    <div className={css.said} data-testid="line-preview" data-target={target.type}>
      <p className={css.preview}>
        <strong>{name}</strong>
        {parts.map((part) => ` · ${part}`)} <span aria-hidden="true">→</span>
      </p>
      {problems.length > 0 && (
        <p className={css.problems} role="status" data-testid="line-problems">
          {problems.map(({ from, to, what }) => (
            <span key={`${from} ${what}`}>
              {answer.text.slice(from, to) !== "" && <b>{answer.text.slice(from, to)}: </b>}
              {words.problems[what]}{" "}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function Attached({ line }: { line: Line }) {
  const words = useWords(LINE_WORDS);
  if (line.draft.attachments.length === 0) return null;
  return (
    <ul className={css.attached}>
      {line.draft.attachments.map(({ hash, name }) => (
        <li key={hash} data-testid="line-attachment">
          <span>{name}</span>
          <button type="button" aria-label={words.detach(name)} onClick={() => line.detach(hash)}>
            <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
