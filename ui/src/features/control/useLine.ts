// The line: what is typed, what it would become, and writing it. A line that could not be written stays.
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { LogChannel } from "../../contract/LogChannel";
import type { ReadLineReq } from "../../contract/ReadLineReq";
import type { ReadLineRes } from "../../contract/ReadLineRes";
import type { RecordId } from "../../contract/RecordId";
import type { WrittenRes } from "../../contract/WrittenRes";
import { call, codeOf } from "../../host";
import { act } from "../../shared/act";
import { stage } from "../../shared/staging";
import { afterWriting, type Draft, keepDraft, keptDraft } from "./draft";
import { startReading } from "./reading";
import { complete } from "./segments";

const CHANNEL_KEY = "gatehouse.channel";
/** How something can come to the desk. */
export const CHANNELS: readonly LogChannel[] = ["radio", "phone", "cctv", "in_person", "app"];

/** A line that was read. */
export interface Answer extends ReadLineRes {
  readonly text: string;
}

/** The line and what can be done with it. */
export interface Line {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly draft: Draft;
  readonly answer: Answer | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  readonly channel: LogChannel;
  /** The completion that is chosen; `-1` when none are shown. */
  readonly chosen: number;
  readonly setChannel: (channel: LogChannel) => void;
  readonly typed: (text: string, caret: number) => void;
  readonly choose: (by: number) => void;
  readonly closeList: () => void;
  readonly take: (place: number) => void;
  readonly write: () => Promise<void>;
  readonly undo: (words: string) => Promise<void>;
  readonly attach: (files: readonly File[]) => Promise<void>;
  readonly detach: (hash: string) => void;
}

/** Opens the line; `onWritten` hears of everything that it wrote. */
export function useLine(selected: RecordId | null, onWritten: (res: WrittenRes | null) => void): Line {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(keptDraft);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [chosen, setChosen] = useState(-1);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [channel, setKnownChannel] = useState(rememberedChannel);
  const writing = useRef(false);
  const latest = useRef({ draft, answer, selected, channel, onWritten });
  latest.current = { draft, answer, selected, channel, onWritten };

  const reading = useMemo(
    () =>
      startReading(
        (question: ReadLineReq) => call("read_line", question),
        ({ text }, res) => {
          setAnswer({ ...res, text });
          setChosen(res.completions.length > 0 ? 0 : -1);
        },
      ),
    [],
  );
  useEffect(() => () => reading.forget(), [reading]);
  const change = useCallback((next: Draft) => {
    latest.current.draft = next;
    keepDraft(next);
    setDraft(next);
  }, []);
  const typed = useCallback(
    (text: string, caret: number) => {
      change({ ...latest.current.draft, text });
      setFailure(null);
      setChosen(-1);
      if (text.trim() === "") {
        reading.forget();
        setAnswer(null);
      } else reading.ask({ text, caret, selected: latest.current.selected });
    },
    [change, reading],
  );
  // A line that was left behind is read again when the screen comes back, and when another incident is selected.
  const key = selected === null ? "" : `${selected.author}/${selected.seq}`;
  useEffect(() => {
    const { text } = latest.current.draft;
    if (text !== "") typed(text, input.current?.selectionStart ?? text.length);
  }, [key, typed]);

  const work = useCallback(async (doing: () => Promise<void>) => {
    if (writing.current) return;
    writing.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await doing();
    } catch (thrown) {
      setFailure(codeOf(thrown));
    } finally {
      writing.current = false;
      setBusy(false);
    }
  }, []);
  const write = useCallback(
    () =>
      work(async () => {
        const { draft: sent, selected: about, channel: by } = latest.current;
        const attachments = sent.attachments.map(({ hash }) => hash);
        const res = await call("write_line", { text: sent.text, selected: about, channel: by, attachments });
        reading.forget();
        const rest = afterWriting(latest.current.draft, sent);
        change({ ...rest, text: "" });
        setAnswer(null);
        setChosen(-1);
        if (rest.text !== "") typed(rest.text, rest.text.length);
        latest.current.onWritten(res);
      }),
    [work, reading, change, typed],
  );
  const undo = useCallback(
    (words: string) =>
      work(async () => {
        await act({ type: "undo" });
        // What was taken back can be typed right.
        if (latest.current.draft.text === "" && words !== "") typed(words, words.length);
        latest.current.onWritten(null);
        input.current?.focus();
      }),
    [work, typed],
  );
  const attach = useCallback(
    (files: readonly File[]) =>
      work(async () => {
        for (const file of files) {
          const token = await stage(file, () => undefined);
          const line = await call("attach_file", { file: token, name: file.name, media: file.type });
          const { draft: now } = latest.current;
          if (!now.attachments.some(({ hash }) => hash === line.hash))
            change({ ...now, attachments: [...now.attachments, line] });
        }
      }),
    [work, change],
  );
  const detach = useCallback(
    (hash: string) => {
      const { draft: now } = latest.current;
      change({ ...now, attachments: now.attachments.filter((one) => one.hash !== hash) });
    },
    [change],
  );
  const take = useCallback(
    (place: number) => {
      const offer = latest.current.answer?.completions[place];
      if (offer === undefined) return;
      const next = complete(latest.current.draft.text, offer);
      typed(next.text, next.caret);
      // The field has its new text after the next drawing.
      requestAnimationFrame(() => {
        input.current?.focus();
        input.current?.setSelectionRange(next.caret, next.caret);
      });
    },
    [typed],
  );
  const choose = useCallback((by: number) => {
    const count = latest.current.answer?.completions.length ?? 0;
    if (count > 0) setChosen((place) => (place + by + count) % count);
  }, []);
  const setChannel = useCallback((next: LogChannel) => {
    localStorage.setItem(CHANNEL_KEY, next);
    setKnownChannel(next);
  }, []);
  const closeList = useCallback(() => setChosen(-1), []);
  return {
    ...{ input, draft, answer, busy, failure, channel, chosen },
    ...{ setChannel, typed, choose, closeList, take, write, undo, attach, detach },
  };
}

function rememberedChannel(): LogChannel {
  return CHANNELS.find((one) => one === localStorage.getItem(CHANNEL_KEY)) ?? "radio";
}
