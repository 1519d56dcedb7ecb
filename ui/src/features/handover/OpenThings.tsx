// Everything that goes with the lead: incidents, promises, units, counts.
import type { ReactNode } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import { useWords } from "../../shared/language";
import { usePicture } from "../../shared/usePicture";
import { useTimes } from "../../shared/venue";
import css from "./handover.module.css";
import { unitsOut } from "./progress";
import { SeverityMark } from "../../shared/Severity";
import { WORDS } from "./words";

const COUNTS_MS = 5_000;

/** The summary. */
export function OpenThings({ control }: { readonly control: ControlRes }) {
  const words = useWords(WORDS).open;
  const times = useTimes();
  const units = unitsOut(control);
  const { open, promises } = control;
  return (
    <section className={css.summary} aria-label={words.title} data-testid="handover-open">
      <h2 className={css.title}>{words.title}</h2>
      {open.length + promises.length === 0 && <p className={css.quiet}>{words.none}</p>}
      {open.length > 0 && (
        <Block title={words.incidents(open.length)}>
          {open.map(({ incident, severity, number, title, place }) => (
            <li key={`${incident.author}/${incident.seq}`} className={css.item}>
              <SeverityMark severity={severity} />
              <strong className={css.number}>{number}</strong>
              <span className={css.text}>{[title, place].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
        </Block>
      )}
      {promises.length > 0 && (
        <Block title={words.promises(promises.length)}>
          {promises.map(({ promise, number, text, owner, due, overdue }) => (
            <li key={`${promise.author}/${promise.seq}`} className={css.item}>
              <span className={css.text}>{[number, text, owner].filter(Boolean).join(" · ")}</span>
              {due !== null && <time className={css.due}>{times.moment(due)}</time>}
              {overdue && <strong className={css.overdue}>{words.overdue}</strong>}
            </li>
          ))}
        </Block>
      )}
      {units.length > 0 && (
        <Block title={words.units(units.length)}>
          <li className={css.item}>{units.join(" · ")}</li>
        </Block>
      )}
      <Counts />
    </section>
  );
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h3 className={css.subtitle}>{title}</h3>
      <ul className={css.list}>{children}</ul>
    </>
  );
}

function Counts() {
  const words = useWords(WORDS).open;
  const times = useTimes();
  const zones = usePicture("crowd_status", COUNTS_MS).res?.zones ?? [];
  if (zones.length === 0) return null;
  return (
    <Block title={words.counts}>
      {zones.map(({ zone, name, lower, upper, capacity }) => {
        const inside = lower === upper ? times.count(upper) : `${times.count(lower)}–${times.count(upper)}`;
        return (
          <li key={zone} className={css.item}>
            <span className={css.text}>{name}</span>
            <strong>{capacity === null ? inside : words.capacity(inside, times.count(capacity))}</strong>
          </li>
        );
      })}
    </Block>
  );
}
