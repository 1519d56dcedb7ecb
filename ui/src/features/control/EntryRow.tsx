// One entry of the log: when, what was said, what it did. A struck one stays readable in its place.
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { LogEntry } from "../../contract/LogEntry";
import { CONTROL_WORDS } from "../../shared/control-words";
import { say, type Voice } from "../../shared/did";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./entry.module.css";
import { LOG_WORDS } from "./line-words";
import { WORDS } from "./words";

/** Times that are further apart are both shown. */
const APART_MS = 30_000;

interface EntryRowProps {
  readonly entry: LogEntry;
  readonly voice: Voice;
  /** With its incident's number, where not everything is about one. */
  readonly numbered?: boolean;
  /** It was just written. */
  readonly fresh?: boolean;
  readonly onStrike: (entry: LogEntry) => void;
  readonly onCorrect: (entry: LogEntry) => void;
}

/** The row. */
export function EntryRow({
  entry,
  voice,
  numbered = false,
  fresh = false,
  onStrike,
  onCorrect,
}: EntryRowProps) {
  const words = useWords(LOG_WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  const [acting, setActing] = useState(false);
  const logged = times.clock(entry.logged);
  const who = [entry.desk, entry.who].filter(Boolean).join(" · ");
  const way = [entry.from, entry.to].filter(Boolean).join(" → ");
  const source = [entry.channel === null ? "" : codes.channel[entry.channel], way].filter(Boolean).join(" ");
  return (
    <li
      className={css.entry}
      data-struck={entry.struck !== null || undefined}
      data-fresh={fresh || undefined}
      data-testid="entry"
      data-kind={entry.kind}
      data-late={entry.late || undefined}
    >
      <Times entry={entry} logged={logged} />
      <div className={css.body}>
        {numbered && entry.number !== null && <b className={css.number}>{entry.number}</b>}
        <Said entry={entry} voice={voice} />
        <p className={css.meta}>{[codes.kind[entry.kind], source, who].filter(Boolean).join(" · ")}</p>
        {entry.corrections.map((text, place) => (
          <p key={place} className={css.corrected}>
            {words.corrected(text)}
          </p>
        ))}
        {entry.struck !== null && (
          <p className={css.struck} data-testid="entry-struck">
            {entry.struck.who === ""
              ? words.struckAt(times.moment(entry.struck.at), entry.struck.reason)
              : words.struckBy(entry.struck.who, times.moment(entry.struck.at), entry.struck.reason)}
          </p>
        )}
        {acting && (
          <div className={css.acts}>
            <Button variant="default" onClick={() => onStrike(entry)} data-testid="entry-strike">
              {words.strike}
            </Button>
            <Button variant="default" onClick={() => onCorrect(entry)} data-testid="entry-correct">
              {words.correct}
            </Button>
          </div>
        )}
      </div>
      {entry.struck === null && !entry.withheld && (
        <button
          type="button"
          className={css.more}
          aria-expanded={acting}
          aria-label={words.acts(logged)}
          onClick={() => setActing(!acting)}
          data-testid="entry-more"
        >
          <span aria-hidden="true">⋯</span>
        </button>
      )}
    </li>
  );
}

function Times({ entry, logged }: { entry: LogEntry; logged: string }) {
  const words = useWords(LOG_WORDS);
  const times = useTimes();
  const apart = (at: number | null): at is number => at !== null && Math.abs(entry.logged - at) > APART_MS;
  return (
    <div className={css.times}>
      <time title={words.logged(times.moment(entry.logged))}>{logged}</time>
      {apart(entry.occurred) && <small>{words.occurred(times.moment(entry.occurred))}</small>}
      {apart(entry.reported) && <small>{words.reported(times.moment(entry.reported))}</small>}
      {entry.late && <Mark>{words.late}</Mark>}
    </div>
  );
}

function Mark({ children }: { children: ReactNode }) {
  return <span className={css.late}>{children}</span>;
}

function Said({ entry, voice }: { entry: LogEntry; voice: Voice }) {
  const words = useWords(LOG_WORDS);
  const all = useWords(WORDS);
  if (entry.withheld) return <p className={css.withheld}>{words.sealed}</p>;
  return (
    <>
      {entry.verbatim !== "" && <p className={css.verbatim}>{entry.verbatim}</p>}
      {entry.did.map((did, place) => (
        <p key={place} className={entry.verbatim === "" ? css.verbatim : css.did}>
          {say(did, voice)}
        </p>
      ))}
      {entry.attachments.map(({ hash, name, here }) => (
        <p key={hash} className={css.did} title={hash}>
          {name}
          {!here && ` (${words.elsewhere})`}
        </p>
      ))}
      {entry.verbatim === "" && entry.did.length === 0 && entry.attachments.length === 0 && (
        <p className={css.did}>{all.empty}</p>
      )}
    </>
  );
}
