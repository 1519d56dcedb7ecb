// The last ten scans, with undo on the newest that can still be taken back.
import type { ShownScan } from "../../contract/ShownScan";
import { ToneIcon, UndoIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import css from "./gate.module.css";
import { scanKey, undoable } from "./state";
import type { Gate } from "./useGate";
import { said, VERDICT_WORDS } from "./verdict-words";
import { WORDS } from "./words";

/** The list. */
export function Recent({ gate, recent }: { gate: Gate; recent: readonly ShownScan[] }) {
  const words = useWords(WORDS).recent;
  const now = useNow(1_000);
  const open = undoable(recent, now);
  return (
    <section className={css.recent} aria-label={words.title}>
      {recent.length === 0 && <p className={css.empty}>{words.empty}</p>}
      <ol className={css.rows}>
        {recent.map((scan) => (
          <Row key={scanKey(scan.scan)} scan={scan}>
            {scan === open && scan.scan !== null && (
              <button
                type="button"
                className={css.undo}
                data-testid="undo"
                onClick={() => scan.scan && void gate.undo(scan.scan)}
              >
                <UndoIcon size={20} />
                {words.undo} <span className={css.left}>{words.seconds(secondsLeft(scan, now))}</span>
              </button>
            )}
          </Row>
        ))}
      </ol>
    </section>
  );
}

function secondsLeft(scan: ShownScan, now: number): number {
  // The screen's own clock ticks once a second and may still show the second before the scan.
  const left = (scan.undo_until ?? now) - Math.max(now, scan.at);
  return Math.max(0, Math.ceil(left / 1_000));
}

function Row({ scan, children }: { scan: ShownScan; children: React.ReactNode }) {
  const words = useWords(WORDS).recent;
  const times = useTimes();
  const text = said(scan, useWords(VERDICT_WORDS), times.moment);
  const product = scan.holder?.name ? scan.holder.product : "";
  const name = scan.holder?.name || scan.holder?.product || words.unknown;
  return (
    <li
      className={css.row}
      data-testid="recent-scan"
      data-verdict={scan.verdict}
      data-tone={scan.tone}
      data-scan={scanKey(scan.scan)}
      data-undone={scan.undone}
    >
      <span className={css.mark}>
        <ToneIcon tone={scan.tone} size={20} />
      </span>
      <span className={css.rowText}>
        <span className={css.rowName}>{name}</span>
        <span className={css.rowFacts}>
          {[scan.undone ? words.undone : text.word, product].filter(Boolean).join(" · ")}
        </span>
      </span>
      {children || <time className={css.rowTime}>{times.clock(scan.at)}</time>}
    </li>
  );
}
