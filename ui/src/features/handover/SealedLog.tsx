// The log as a visiting authority may see it, page by page, the newest first.
import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { LogEntry } from "../../contract/LogEntry";
import { call } from "../../host";
import { say } from "../../shared/did";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useVoice } from "../../shared/useVoice";
import { useTimes } from "../../shared/venue";
import css from "./visit.module.css";
import { VISIT_WORDS } from "./visit-words";

/** The list; every page was asked for with the sealed command. */
export function SealedLog({ days }: { readonly days: number }) {
  const words = useWords(VISIT_WORDS).log;
  const [entries, setEntries] = useState<readonly LogEntry[] | null>(null);
  const [more, setMore] = useState(false);
  const { busy, failure, run } = useAction();
  const first = useCallback(
    () =>
      run(async () => {
        const page = await call("visit_log", { days, before: null });
        setEntries(page.entries);
        setMore(page.more);
      }),
    [run, days],
  );
  useEffect(() => void first(), [first]);
  const older = () =>
    void run(async () => {
      const last = entries?.at(-1);
      if (last === undefined) return;
      const page = await call("visit_log", { days, before: last.entry });
      setEntries((known) => [...(known ?? []), ...page.entries]);
      setMore(page.more);
    });
  return (
    // Whoever has only a keyboard scrolls it.
    <section className={css.log} aria-label={words.title} tabIndex={0} data-testid="visit-log">
      <Failure code={failure} />
      {entries?.length === 0 && <p className={css.empty}>{words.empty}</p>}
      <ol>
        {(entries ?? []).map((entry) => (
          <Entry key={`${entry.entry.author}/${entry.entry.seq}`} entry={entry} />
        ))}
      </ol>
      {entries !== null && entries.length > 0 && (
        <p className={css.foot}>
          {words.entries(entries.length)}
          {more && (
            <Button variant="default" loading={busy} onClick={older} data-testid="visit-more">
              {words.more}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const words = useWords(VISIT_WORDS).log;
  const times = useTimes();
  const { struck, corrections, attachments } = entry;
  return (
    <li className={css.entry} data-struck={struck !== null || undefined} data-testid="visit-entry">
      <div className={css.when}>
        <time>{times.moment(entry.logged)}</time>
        {entry.late && (
          <small>
            {words.late} · {words.occurred(times.moment(entry.occurred))}
          </small>
        )}
      </div>
      <div className={css.who}>
        {[entry.desk, entry.who].filter(Boolean).join(" · ")}
        {entry.number !== null && <strong>{entry.number}</strong>}
      </div>
      <div className={css.what}>
        <Words entry={entry} />
        {corrections.map((text) => (
          <p key={text}>{words.corrected(text)}</p>
        ))}
        {struck !== null && <p className={css.reason}>{words.struck(struck.who, struck.reason)}</p>}
        {attachments.length > 0 && <p>{words.attachments(attachments.length)}</p>}
      </div>
    </li>
  );
}

function Words({ entry }: { readonly entry: LogEntry }) {
  const words = useWords(VISIT_WORDS).log;
  const voice = useVoice();
  if (entry.withheld) return <p className={css.withheld}>{words.withheld}</p>;
  const lines = [entry.verbatim, ...entry.did.map((did) => say(did, voice))].filter(Boolean);
  return (
    <>
      {lines.map((line, at) => (
        // What an entry says stays in its order.
        <p key={`${at} ${line}`} className={at === 0 ? css.verbatim : css.did}>
          {line}
        </p>
      ))}
    </>
  );
}
