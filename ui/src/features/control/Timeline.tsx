// The entries of an incident, the first one first; the newest is in sight.
import { type ReactNode, useEffect, useRef } from "react";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { IncidentType } from "../../contract/IncidentType";
import type { LogEntry } from "../../contract/LogEntry";
import { useWords } from "../../shared/language";
import { useVoice } from "../../shared/useVoice";
import { EntryRow } from "./EntryRow";
import css from "./pane.module.css";
import { recordKey } from "./records";
import { WORDS } from "./words";

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
  const box = useRef<HTMLDivElement>(null);
  const count = res.entries.length;
  const known = useRef(count);
  // Something new comes into sight; while somebody reads further up, nothing moves under their eyes but that.
  useEffect(() => {
    const list = box.current;
    if (list === null) return;
    list.scrollTop = list.scrollHeight;
    known.current = count;
  }, [count]);
  return (
    <div className={css.timeline}>
      {children}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div className={css.entries} ref={box} tabIndex={0} role="region" aria-label={words.timeline}>
        <ol data-testid="timeline">
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
