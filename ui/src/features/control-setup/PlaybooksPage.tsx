// Checklists by type and severity.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { PlaybookSetting } from "../../contract/PlaybookSetting";
import type { StepSetting } from "../../contract/StepSetting";
import { CONTROL_WORDS, typeName } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { digitOf } from "../../shared/severities";
import { SeverityMark } from "../../shared/Severity";
import { STEP_WORDS } from "../../shared/step-words";
import css from "./control-setup.module.css";
import { Order } from "./Order";
import { SeveritySelect } from "./SeveritySelect";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";

/** The list, or one of them. */
export function PlaybooksPage(props: PageProps) {
  const [draft, setDraft] = useState<PlaybookSetting | null>(null);
  if (draft === null) return <List {...props} onEdit={setDraft} />;
  return <Playbook {...props} first={draft} onDone={() => setDraft(null)} />;
}

function List({ res, onEdit }: PageProps & { readonly onEdit: (playbook: PlaybookSetting) => void }) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const first = res.types.find(({ hidden }) => !hidden)?.code ?? "";
  const add = () => onEdit({ code: first, from: "serious", steps: [], own: true });
  return (
    <>
      <p className={css.intro}>{words.playbooks.intro}</p>
      {res.playbooks.length === 0 && <p className={css.empty}>{words.playbooks.empty}</p>}
      <ul className={css.list}>
        {res.playbooks.map((playbook) => {
          const { code, from, steps, own } = playbook;
          return (
            <li key={`${code} ${from}`} className={css.item} data-testid="playbook" data-code={code}>
              <SeverityMark severity={from} />
              <strong className={css.code}>{code}</strong>
              <span className={css.text}>
                {typeName(code, codes, res.types)}
                <small>
                  {words.playbooks.steps(steps.length)} ·{" "}
                  {own ? words.playbooks.own : words.playbooks.brought}
                </small>
              </span>
              <Button
                variant="default"
                onClick={() => onEdit(playbook)}
                aria-label={`${words.edit}: ${code} ${digitOf(from)}`}
                data-testid="playbook-edit"
              >
                {words.edit}
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={css.actions}>
        <Button variant="default" onClick={add} disabled={first === ""} data-testid="playbook-new">
          {words.playbooks.new}
        </Button>
      </div>
    </>
  );
}

interface PlaybookProps extends PageProps {
  readonly first: PlaybookSetting;
  readonly onDone: () => void;
}

function Playbook({ setup, res, first, onDone }: PlaybookProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const brought = useWords(STEP_WORDS);
  const isNew = !res.playbooks.includes(first);
  const [code, setCode] = useState(first.code);
  const [from, setFrom] = useState(first.from);
  const [steps, setSteps] = useState<readonly StepSetting[]>(first.steps);
  const [next, setNext] = useState("");
  // A step that the program brings keeps its own words, in either language, until somebody writes others.
  const shown = ({ step, text }: StepSetting) => (text === "" ? (brought[step] ?? step) : text);
  const write = (at: number, text: string) =>
    setSteps(steps.map((step, other) => (other === at ? { ...step, text } : step)));
  const withNext = next.trim() === "" ? steps : [...steps, { step: "", text: next.trim() }];
  const add = (event: FormEvent) => {
    event.preventDefault();
    setSteps(withNext);
    setNext("");
  };
  const save = async () => {
    const kept = withNext.filter(({ step, text }) => step !== "" || text.trim() !== "");
    if (await setup.save({ what: "playbook", code, from, steps: [...kept] })) onDone();
  };
  return (
    <>
      {isNew ? (
        <div className={css.row}>
          <NativeSelect
            label={words.playbooks.type}
            value={code}
            data={res.types
              .filter(({ hidden }) => !hidden)
              .map((type) => ({
                value: type.code,
                label: `${type.code} · ${typeName(type.code, codes, res.types)}`,
              }))}
            onChange={(event) => setCode(event.currentTarget.value)}
            data-testid="playbook-type"
          />
          <SeveritySelect
            label={words.playbooks.from}
            value={from}
            onChange={setFrom}
            testId="playbook-from"
          />
        </div>
      ) : (
        <h3 className={css.titleRow}>
          <SeverityMark severity={from} />
          {code} · {typeName(code, codes, res.types)}
        </h3>
      )}
      {steps.length === 0 && <p className={css.empty}>{words.playbooks.none}</p>}
      <Order list={steps} name={shown} onChange={setSteps}>
        {(step, at) => (
          <TextInput
            aria-label={`${words.playbooks.step} ${at + 1}`}
            maxLength={200}
            value={shown(step)}
            onChange={(event) => write(at, event.currentTarget.value)}
            data-testid="step-text"
          />
        )}
      </Order>
      <form className={css.row} onSubmit={add}>
        <TextInput
          className={css.grow ?? ""}
          label={words.playbooks.newStep}
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          data-testid="step-new"
        />
        <Button type="submit" variant="default" disabled={next.trim() === ""} data-testid="step-add">
          {words.add}
        </Button>
      </form>
      <div className={css.actions}>
        <Button loading={setup.busy} onClick={() => void save()} data-testid="playbook-save">
          {words.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.playbooks.back}
        </Button>
      </div>
    </>
  );
}
