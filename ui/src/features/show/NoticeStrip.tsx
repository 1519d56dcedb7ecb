// What did not happen, said where the eye is; and the small list in which it stays.
import { useEffect } from "react";
import type { RefusedPress } from "../../contract/RefusedPress";
import { ERROR_WORDS } from "../../shared/errors";
import { NoticeIcon, ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./notice.module.css";
import { type Notice, recordKey } from "./state";
import { WORDS } from "./words";

/** Long enough to be read by somebody who looked away. */
const SHOWN_MS = 8_000;

interface NoticeStripProps {
  readonly notice: Notice | null;
  readonly onSeen: (number: number) => void;
}

/** The strip; it goes by itself. */
export function NoticeStrip({ notice, onSeen }: NoticeStripProps) {
  const words = useWords(WORDS);
  const errors = useWords(ERROR_WORDS);
  const number = notice?.number ?? 0;
  useEffect(() => {
    if (number === 0) return;
    const timer = setTimeout(() => onSeen(number), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [number, onSeen]);
  if (notice === null) return null;
  return (
    <div className={css.strip} role="alert" key={number} data-testid="press-notice" data-kind={notice.kind}>
      <NoticeIcon size={28} />
      <p>
        {notice.kind === "refused" && (
          <>
            <strong>{words.refused[notice.reason]}</strong>
            {notice.who !== "" && ` ${words.refusals.by(notice.who)}`}
          </>
        )}
        {notice.kind === "not_now" && <strong>{words.notNow[notice.reason]}</strong>}
        {notice.kind === "failed" && (
          <>
            <strong>{errors[notice.code].what}</strong> {errors[notice.code].todo}
          </>
        )}
      </p>
      <button type="button" onClick={() => onSeen(number)} data-testid="press-notice-seen">
        {words.refusals.seen}
      </button>
    </div>
  );
}

/** The last presses that did nothing. */
export function Refusals({ refusals }: { readonly refusals: readonly RefusedPress[] }) {
  const words = useWords(WORDS);
  const times = useTimes();
  if (refusals.length === 0) return null;
  return (
    <section className={css.refusals} aria-label={words.refusals.title} data-testid="refusals">
      <h3>{words.refusals.title}</h3>
      <ul>
        {refusals.map(({ id, at, who, reason }) => (
          <li key={recordKey(id)} data-testid="refusal" data-reason={reason}>
            <ToneIcon tone="refused" size={16} />
            <time>{times.clock(at)}</time>
            <span>
              {who}: {words.refused[reason]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
