// All that is known of an incident beside its timeline: checklist, units, facts, people, links, how things stood.
import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import type { ControlAct } from "../../contract/ControlAct";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { RecordId } from "../../contract/RecordId";
import type { UnitLine } from "../../contract/UnitLine";
import type { UnitState } from "../../contract/UnitState";
import { stepText } from "../../shared/did";
import { HoldButton } from "../../shared/HoldButton";
import { useLanguage, useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import type { Question } from "./Ask";
import { Facts } from "./Facts";
import { Foot } from "./More";
import css from "./pane.module.css";
import type { Asking } from "./questions";
import { recordKey } from "./records";
import { WORDS } from "./words";

interface SideProps {
  readonly res: IncidentRes;
  readonly asking: Asking;
  readonly onAsk: (question: Question) => void;
  readonly onAct: (what: ControlAct) => void;
  readonly onSelect: (incident: RecordId) => void;
  readonly onOpenNames: () => void;
}

/** The column. */
export function Side(props: SideProps) {
  const words = useWords(WORDS);
  const { res } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <aside className={css.side} tabIndex={0} role="region" aria-label={words.facts}>
      {res.playbook.length > 0 && <Playbook {...props} />}
      <Units {...props} />
      <Facts {...props} />
      {res.subjects.length > 0 && <Subjects {...props} />}
      {res.links.length > 0 && <Links {...props} />}
      <Context res={res} />
      <Foot res={res} onAct={props.onAct} />
    </aside>
  );
}

/** A part with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Playbook({ res, onAct }: SideProps) {
  const words = useWords(WORDS);
  const { language } = useLanguage();
  const times = useTimes();
  return (
    <Part title={words.playbook}>
      <ul>
        {res.playbook.map(({ step, text, done, who, at }) => (
          <li key={step}>
            <Checkbox
              label={stepText(step, text, language)}
              description={done && at !== null ? words.byAt(who, times.moment(at)) : undefined}
              checked={done}
              onChange={() => onAct({ type: "tick", step, done: !done })}
              data-testid="step"
              data-step={step}
            />
          </li>
        ))}
      </ul>
    </Part>
  );
}

const STATES: readonly UnitState[] = ["assigned", "en_route", "on_scene", "clear"];

function Units({ res, onAct }: SideProps) {
  const words = useWords(WORDS);
  return (
    <Part title={words.units}>
      {res.units.length === 0 && <p className={css.dim}>{words.noUnits}</p>}
      <ul>
        {res.units.map((unit) => (
          <Unit key={unit.unit} unit={unit} onAct={onAct} />
        ))}
      </ul>
    </Part>
  );
}

function Unit({ unit, onAct }: { unit: UnitLine; onAct: SideProps["onAct"] }) {
  const words = useWords(WORDS).unitTimes;
  const times = useTimes();
  return (
    <li className={css.unit} data-testid="unit" data-unit={unit.unit} data-state={unit.state}>
      <p>
        <strong>{unit.unit}</strong> {unit.role}
      </p>
      <div className={css.unitTimes}>
        {STATES.map((state) => {
          const at = unit[state];
          return (
            <button
              key={state}
              type="button"
              className={css.unitTime}
              aria-pressed={unit.state === state}
              data-testid={`unit-${state}`}
              onClick={() => onAct({ type: "unit", unit: unit.unit, role: unit.role, state })}
            >
              <span>{words[state]}</span>
              <span className={css.unitAt}>{at === null ? "–" : times.time(at)}</span>
            </button>
          );
        })}
      </div>
    </li>
  );
}

function Subjects({ res, onOpenNames }: SideProps) {
  const words = useWords(WORDS);
  const sealed = res.subjects.some(({ named, name }) => named && name === null);
  return (
    <Part title={words.subjects}>
      <ul className={css.texts}>
        {res.subjects.map(({ record, description, named, name }) => (
          <li key={recordKey(record)} data-testid="subject">
            {description}
            {named && <em> · {name ?? words.nameSealed}</em>}
          </li>
        ))}
      </ul>
      {sealed && (
        <HoldButton hint={words.openNamesHint} onHeld={onOpenNames} testId="open-names">
          {words.openNames}
        </HoldButton>
      )}
    </Part>
  );
}

function Links({ res, asking, onSelect }: SideProps) {
  const words = useWords(WORDS);
  return (
    <Part title={words.links}>
      <ul>
        {res.links.map(({ incident, number, title, link, from_there }) => {
          const how = asking.codes.link[link];
          return (
            <li key={`${recordKey(incident)} ${link}`}>
              <button
                type="button"
                className={css.link}
                onClick={() => onSelect(incident)}
                data-testid="incident-link"
                data-number={number}
              >
                <span className={css.dim}>{from_there ? words.linkedFrom(how) : how}</span>
                <strong>{number}</strong> {title}
              </button>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Context({ res }: { res: IncidentRes }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { cue, inside, posts } = res.context;
  const said = [
    ...(cue === null ? [] : [words.cue(cue)]),
    ...inside.map(({ zone, known, upper }) => words.inside(zone, times.count(known), times.count(upper))),
    ...posts.map(({ post, who }) => words.onPost(post, who)),
  ];
  if (said.length === 0) return null;
  return (
    <Part title={words.context}>
      <ul className={css.texts} data-testid="context">
        {said.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Part>
  );
}
