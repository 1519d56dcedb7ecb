// What was counted at this checkpoint.
import type { Counters as Counted } from "../../contract/Counters";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./gate.module.css";
import { WORDS } from "./words";

const WIDTH = 8;
const HEIGHT = 32;

/** Entries, exits, inside, refusals and the pace. */
export function Counters({ counters }: { counters: Counted }) {
  const words = useWords(WORDS).counters;
  const { count } = useTimes();
  const full = counters.capacity !== null && counters.inside >= counters.capacity;
  return (
    <section className={css.counters} aria-label={words.title}>
      <Figure label={words.entries} value={count(counters.entries)} testId="counter-entries" />
      <Figure label={words.exits} value={count(counters.exits)} testId="counter-exits" />
      <Figure
        label={words.inside}
        value={count(counters.inside)}
        note={counters.capacity === null ? "" : words.of(count(counters.capacity))}
        alert={full}
        testId="counter-inside"
      />
      <Figure label={words.refused} value={count(counters.refused)} testId="counter-refused" small />
      <div className={css.figure} data-small>
        <span className={css.label}>{words.perMinute}</span>
        <span className={css.pace}>
          <span className={css.value}>{count(counters.last_minute)}</span>
          <Sparkline values={counters.per_minute} label={words.chart(counters.per_minute.join(", "))} />
        </span>
      </div>
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly testId: string;
  readonly small?: boolean;
  readonly alert?: boolean;
}

function Figure({ label, value, note = "", testId, small = false, alert = false }: FigureProps) {
  return (
    <div className={css.figure} data-small={small || undefined} data-alert={alert || undefined}>
      <span className={css.label}>{[label, note].filter(Boolean).join(" ")}</span>
      <span className={css.value} data-testid={testId} data-long={value.length > 6 || undefined}>
        {value}
      </span>
    </div>
  );
}

function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values);
  return (
    <svg
      className={css.spark}
      viewBox={`0 0 ${Math.max(1, values.length) * WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, minute) => {
        const height = Math.max(1, (value / most) * HEIGHT);
        return (
          <rect
            // A bar is its place in time.
            key={minute}
            x={minute * WIDTH}
            y={HEIGHT - height}
            width={WIDTH - 2}
            height={height}
            data-running={minute === values.length - 1 || undefined}
          />
        );
      })}
    </svg>
  );
}
