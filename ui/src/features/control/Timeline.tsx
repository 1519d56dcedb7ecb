// The entries of an incident, the first one first; the newest is in sight.
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { IncidentType } from "../../contract/IncidentType";
import type { LogEntry } from "../../contract/LogEntry";
import { useWords } from "../../shared/language";
import { useVoice } from "../../shared/useVoice";
import { EntryRow } from "./EntryRow";
import css from "./pane.module.css";
import { recordKey } from "./records";
import { WORDS } from "./words";

/** So near to the end is at the end. */
const NEAR_PX = 24;

interface TimelineProps {
  readonly res: IncidentRes;
  readonly types: readonly IncidentType[];
  readonly onStrike: (entry: LogEntry) => void;
  readonly onCorrect: (entry: LogEntry) => void;
  /** What can be added to it. */
  readonly children: ReactNode;
}

/** The timeline. */
export function Timeline({ res, types, onStrike, onCorrect, children }: TimelineProps) {
  const words = useWords(WORDS);
  const voice = useVoice(types);
  const { box, list, onScroll } = useEnd();
  const count = res.entries.length;
  const known = useRef(count);
  const isOwn = res.entries.at(-1)?.own === true;
  useEffect(() => {
    if (count > known.current && isOwn) box.current?.scrollTo({ top: box.current.scrollHeight });
    known.current = count;
  }, [count, isOwn, box]);
  return (
    <div className={css.timeline}>
      {children}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div
        className={css.entries}
        ref={box}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={words.timeline}
      >
        <ol ref={list} data-testid="timeline">
          {res.entries.map((entry, place) => (
            <EntryRow
              key={recordKey(entry.entry)}
              entry={entry}
              voice={voice}
              fresh={place >= known.current}
              onStrike={onStrike}
              onCorrect={onCorrect}
            />
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Keeps the end in sight while somebody looks at it; who reads further up is left in peace. */
function useEnd() {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const onScroll = useCallback(() => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - clientHeight - scrollTop < NEAR_PX;
  }, []);
  useEffect(() => {
    const [outer, inner] = [box.current, list.current];
    if (outer === null || inner === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) outer.scrollTop = outer.scrollHeight;
    });
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, []);
  return { box, list, onScroll };
}
