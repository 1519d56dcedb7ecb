// What an incident waits for, counted down; past its time it counts up, and says so by a sign and a word.
import type { WaitLine } from "../../contract/WaitLine";
import { CONTROL_WORDS } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { countdown } from "../../shared/time";
import { useNow } from "../../shared/useNow";
import css from "./list.module.css";
import { WORDS } from "./words";

/** The moment on the program's clock: that of the answer, and what has passed since. */
export function momentOf(now: number, at: number): number {
  return now + performance.now() - at;
}

interface WaitClockProps {
  readonly wait: WaitLine;
  /** When the answer was true, and when it came. */
  readonly now: number;
  readonly at: number;
}

/** The clock of one wait. */
export function WaitClock({ wait, now, at }: WaitClockProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  useNow(1_000);
  const left = wait.due - momentOf(now, at);
  const over = left <= 0 || wait.rounds > 0;
  return (
    <span className={css.wait} data-over={over || undefined} data-testid="wait" data-timer={wait.timer}>
      <span className={css.waitWhat}>{codes.timer[wait.timer]}</span>
      <span className={css.waitTime}>{left > 0 ? countdown(left) : `+${countdown(-left)}`}</span>
      {over && <span className={css.aloud}>{words.overdue}</span>}
    </span>
  );
}
