// Figures that count: each is drawn anew on the common beat, and nothing around it.
import { drift, remainingAt, stopwatch, timeLeft, type Way } from "./durations";
import type { LiveCue as Cue } from "../../contract/LiveCue";
import { useWords } from "../../shared/language";
import { useSince } from "./beat";
import { WORDS } from "./words";

interface LeftProps {
  readonly cue: Cue;
  /** When the picture came. */
  readonly at: number;
}

/** The live cue's time left. */
export function Left({ cue, at }: LeftProps) {
  return <>{timeLeft(remainingAt(cue, useSince(at)))}</>;
}

/** What has passed: `ms` when the picture came at `at`, and on from there. */
export function Passed({ ms, at }: { readonly ms: number; readonly at: number }) {
  return <>{stopwatch(ms + useSince(at))}</>;
}

interface OverUnderProps {
  readonly ms: number;
  readonly className?: string | undefined;
  readonly testId?: string;
}

/** Behind or ahead, in a figure and a word. */
export function OverUnder({ ms, className, testId }: OverUnderProps) {
  const words = useWords(WORDS);
  const { way, text } = drift(ms);
  return (
    <span className={className} data-way={way} data-testid={testId}>
      {driftWords(text, way, words.ways)}
    </span>
  );
}

/** `2:10 behind`, `on time`. */
export function driftWords(text: string, way: Way, words: Readonly<Record<Way, string>>): string {
  return text === "" ? words[way] : `${text} ${words[way]}`;
}
