// Which show: the choice among several, and the form for a new one.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ShowId } from "../../contract/ShowId";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { localText } from "../../shared/time";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import css from "./choose.module.css";
import { SIDE_WORDS } from "./side-words";
import type { Shows } from "./useShows";
import { WORDS } from "./words";

/** The choice; a title alone while there is one show. */
export function ShowPicker({ shows, onNew }: { readonly shows: Shows; readonly onNew: () => void }) {
  const words = useWords(SIDE_WORDS).choose;
  const { states } = useWords(WORDS);
  const { list, show } = shows;
  if (list === null || show === null) return null;
  const name = (one: typeof show) => [one.title, one.stage].filter((part) => part !== "").join(" · ");
  return (
    <div className={css.picker}>
      {list.length === 1 ? (
        <h1 className={css.name} data-testid="show-title">
          {name(show)}
        </h1>
      ) : (
        <>
          <h1 className={css.hidden}>{name(show)}</h1>
          <NativeSelect
            aria-label={words.show}
            data-testid="show-choice"
            value={show.show}
            data={list.map((one) => ({ value: one.show, label: `${name(one)} · ${states[one.state]}` }))}
            onChange={(event) => {
              shows.choose(event.currentTarget.value as ShowId);
              event.currentTarget.blur(); // In a field Space is a space; it is to be GO again.
            }}
          />
        </>
      )}
      <Button variant="default" onClick={onNew} data-testid="show-new">
        {words.another}
      </Button>
    </div>
  );
}

interface NewShowProps {
  readonly shows: Shows;
  /** It was made, or is not to be. */
  readonly onDone: () => void;
}

/** The form; while there is no show it says what a show is for. */
export function NewShow({ shows, onDone }: NewShowProps) {
  const words = useWords(SIDE_WORDS).choose;
  const { zone } = useTimes();
  const { busy, failure, run } = useAction();
  const [title, setTitle] = useState("");
  const [stage, setStage] = useState("");
  const [date, setDate] = useState(() => localText(Date.now(), zone).slice(0, 10));
  const ready = title.trim() !== "" && date !== "";
  const isFirst = shows.list?.length === 0;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const made = await run(async () => {
      const plan = await call("new_show", { title: title.trim(), stage: stage.trim(), date });
      await shows.refresh();
      shows.choose(plan.show);
    });
    if (made) onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void make(event)} data-testid="show-form">
      <h1 className={css.title}>{isFirst ? words.empty : words.another}</h1>
      <p className={css.note}>{words.emptyNote}</p>
      <TextInput
        label={words.name}
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-testid="show-name"
      />
      <TextInput
        label={words.stage}
        maxLength={120}
        value={stage}
        onChange={(event) => setStage(event.currentTarget.value)}
        data-testid="show-stage"
      />
      <TextInput
        type="date"
        label={words.date}
        required
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        data-testid="show-date"
      />
      <Failure code={failure} />
      <div className={css.buttons}>
        <Button type="submit" size="lg" loading={busy} disabled={!ready} data-testid="show-make">
          {words.make}
        </Button>
        {!isFirst && (
          <Button variant="default" size="lg" onClick={onDone}>
            {words.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
