// The whole log: looked through by words, kind, desk and time; page by page from the newest to the first.
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { LogEntry } from "../../contract/LogEntry";
import type { LogKind } from "../../contract/LogKind";
import { call, codeOf, onPush } from "../../host";
import { act } from "../../shared/act";
import { CONTROL_WORDS } from "../../shared/control-words";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { fromLocalText } from "../../shared/time";
import type { Picture } from "../../shared/usePicture";
import { useVoice } from "../../shared/useVoice";
import { useTimes } from "../../shared/venue";
import { Ask, type Question } from "./Ask";
import { EntryRow } from "./EntryRow";
import { Exports } from "./Exports";
import { LOG_WORDS } from "./line-words";
import css from "./log.module.css";
import { ALL, append, type Filter, type Pages, renew, request } from "./pages";
import { correct, strike } from "./questions";
import { recordKey } from "./records";
import { WORDS } from "./words";

/** Between a stroke in the search and the question. */
const REST_MS = 200;

interface Log {
  readonly pages: Pages | null;
  readonly lost: ErrorCode | null;
  readonly older: () => void;
  readonly refresh: () => void;
}

/** Fetches what fits; only the answer to the newest question counts. */
function useLog(filter: Filter): Log {
  const [pages, setPages] = useState<Pages | null>(null);
  const [lost, setLost] = useState<ErrorCode | null>(null);
  const order = useRef(0);
  const latest = useRef({ filter, pages });
  latest.current = { filter, pages };
  const ask = useCallback(async (older: boolean, anew: boolean) => {
    order.current += 1;
    const asked = order.current;
    const { filter: of, pages: known } = latest.current;
    try {
      const res = await call("log_entries", request(of, older ? known : null));
      if (asked !== order.current) return;
      setPages(older && known !== null ? append(known, res) : renew(anew ? null : known, res));
      setLost(null);
    } catch (thrown) {
      if (asked === order.current) setLost(codeOf(thrown));
    }
  }, []);
  useEffect(() => {
    void filter;
    const timer = setTimeout(() => void ask(false, true), REST_MS);
    return () => clearTimeout(timer);
  }, [filter, ask]);
  useEffect(
    () =>
      onPush((push) => {
        if (push.type === "control") void ask(false, false);
      }),
    [ask],
  );
  const older = useCallback(() => void ask(true, false), [ask]);
  const refresh = useCallback(() => void ask(false, false), [ask]);
  return { pages, lost, older, refresh };
}

interface LogListProps {
  readonly room: Picture<ControlRes>;
}

/** The log. */
export function LogList({ room }: LogListProps) {
  const words = useWords(LOG_WORDS);
  const all = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  const [filter, setFilter] = useState(ALL);
  const { pages, lost, older, refresh } = useLog(filter);
  const voice = useVoice(room.res?.types);
  const [question, setQuestion] = useState<Question | null>(null);
  const asking = room.res && {
    words: all,
    codes,
    room: room.res,
    now: Date.now,
    act: async (what: Parameters<typeof act>[0]) => {
      await act(what);
      refresh();
    },
  };
  const onStrike = (entry: LogEntry) => asking && setQuestion(strike(asking, entry));
  const onCorrect = (entry: LogEntry) => asking && setQuestion(correct(asking, entry));
  return (
    <div className={css.log} data-testid="log">
      <Filters filter={filter} onChange={setFilter} />
      <div className={css.bar}>
        <p className={css.count} data-testid="log-count">
          {room.res && words.count(times.count(Number(room.res.entries)))}
        </p>
        <Exports filter={filter} />
      </div>
      <Failure code={lost} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div className={css.list} tabIndex={0} role="region" aria-label={words.title}>
        {pages !== null && pages.entries.length === 0 && (
          <p className={css.none} data-testid="log-none">
            {words.none}
          </p>
        )}
        <ol>
          {pages?.entries.map((entry) => (
            <EntryRow
              key={recordKey(entry.entry)}
              entry={entry}
              voice={voice}
              numbered
              onStrike={onStrike}
              onCorrect={onCorrect}
            />
          ))}
        </ol>
        {pages?.more === true && (
          <Button variant="default" className={css.older ?? ""} onClick={older} data-testid="log-older">
            {words.more}
          </Button>
        )}
      </div>
      <Ask question={question} onClose={() => setQuestion(null)} />
    </div>
  );
}

const KINDS = Object.keys(CONTROL_WORDS.en.kind) as LogKind[];

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const words = useWords(LOG_WORDS);
  const codes = useWords(CONTROL_WORDS);
  const { zone } = useTimes();
  const moment = (name: "from" | "until") => (
    <TextInput
      type="datetime-local"
      label={words[name]}
      data-testid={`log-${name}`}
      onChange={(event) => onChange({ ...filter, [name]: fromLocalText(event.currentTarget.value, zone) })}
    />
  );
  return (
    <div className={css.filters} role="search">
      <TextInput
        className={css.words ?? ""}
        label={words.search}
        placeholder={words.searchHint}
        value={filter.words}
        autoComplete="off"
        data-testid="log-words"
        onChange={(event) => onChange({ ...filter, words: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.kind}
        value={filter.kind ?? ""}
        data-testid="log-kind"
        data={[
          { value: "", label: words.every },
          ...KINDS.map((kind) => ({ value: kind, label: codes.kind[kind] })),
        ]}
        onChange={(event) =>
          onChange({ ...filter, kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? null })
        }
      />
      {moment("from")}
      {moment("until")}
      <Checkbox
        label={words.own}
        checked={filter.own}
        data-testid="log-own"
        onChange={(event) => onChange({ ...filter, own: event.currentTarget.checked })}
      />
    </div>
  );
}
