// Types of incident: what they are called, the words for them, how bad they are.
import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { IncidentType } from "../../contract/IncidentType";
import { CONTROL_WORDS, typeName } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { SeverityMark } from "../../shared/Severity";
import css from "./control-setup.module.css";
import { SeveritySelect } from "./SeveritySelect";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";

const BLANK: IncidentType = {
  code: "",
  label: "",
  words: [],
  severity: "minor",
  sealed: false,
  hidden: false,
};
const CODE = /^[A-Z]{3}(\.[A-Z0-9]{2,12})?$/;

/** The list, and a form for one of them. */
export function TypesPage({ setup, res }: PageProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const [draft, setDraft] = useState(BLANK);
  return (
    <>
      <p className={css.intro}>{words.types.intro}</p>
      <div className={css.columns}>
        <ul className={css.list}>
          {res.types.map((type) => (
            <li
              key={type.code}
              className={css.item}
              data-hidden={type.hidden || undefined}
              data-testid="type"
              data-code={type.code}
            >
              <SeverityMark severity={type.severity} />
              <strong className={css.code}>{type.code}</strong>
              <span className={css.text}>
                {typeName(type.code, codes, res.types)}
                <small>
                  {[
                    type.words.join(" "),
                    type.sealed ? words.types.isSealed : "",
                    type.hidden ? words.types.isHidden : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </span>
              <Button
                variant="default"
                onClick={() => setDraft(type)}
                aria-label={`${words.edit}: ${type.code}`}
              >
                {words.edit}
              </Button>
            </li>
          ))}
        </ul>
        <TypeForm
          key={draft.code}
          first={draft}
          setup={setup}
          res={res}
          onDone={() => setDraft({ ...BLANK })}
        />
      </div>
    </>
  );
}

interface TypeFormProps extends PageProps {
  readonly first: IncidentType;
  readonly onDone: () => void;
}

function TypeForm({ first, setup, res, onDone }: TypeFormProps) {
  const words = useWords(WORDS);
  const [type, setType] = useState(first);
  const [spoken, setSpoken] = useState(first.words.join(" "));
  const isNew = first.code === "";
  const code = type.code.trim().toUpperCase();
  const wrong = !isNew
    ? null
    : res.types.some((one) => one.code === code)
      ? words.types.taken
      : code !== "" && !CODE.test(code)
        ? words.types.badCode
        : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const list = spoken.toLowerCase().split(/\s+/).filter(Boolean);
    const category = { ...type, code, label: type.label.trim(), words: list };
    const done = await setup.save({ what: "type", category });
    if (!done) return;
    setType(BLANK);
    setSpoken("");
    onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <h3>{isNew ? words.types.new : words.types.edit(first.code)}</h3>
      {isNew && (
        <TextInput
          label={words.types.code}
          error={wrong}
          required
          maxLength={16}
          value={type.code}
          onChange={(event) => setType({ ...type, code: event.currentTarget.value })}
          data-testid="type-code"
        />
      )}
      <TextInput
        label={words.types.label}
        maxLength={60}
        value={type.label}
        onChange={(event) => setType({ ...type, label: event.currentTarget.value })}
        data-testid="type-label"
      />
      <TextInput
        label={words.types.words}
        maxLength={200}
        value={spoken}
        onChange={(event) => setSpoken(event.currentTarget.value)}
        data-testid="type-words"
      />
      <SeveritySelect
        label={words.types.severity}
        value={type.severity}
        onChange={(severity) => setType({ ...type, severity })}
        testId="type-severity"
      />
      <Checkbox
        label={words.types.sealed}
        checked={type.sealed}
        onChange={(event) => setType({ ...type, sealed: event.currentTarget.checked })}
        data-testid="type-sealed"
      />
      <Checkbox
        label={words.types.hidden}
        checked={type.hidden}
        onChange={(event) => setType({ ...type, hidden: event.currentTarget.checked })}
        data-testid="type-hidden"
      />
      <div className={css.actions}>
        <Button
          type="submit"
          loading={setup.busy}
          disabled={code === "" || wrong !== null}
          data-testid="type-save"
        >
          {isNew ? words.add : words.save}
        </Button>
        {!isNew && (
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
