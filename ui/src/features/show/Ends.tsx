// How it will end: projected against the plan and the curfew, and what other nights say.
import type { ShowLive } from "../../contract/ShowLive";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { stopwatch } from "./durations";
import css from "./live.module.css";
import { lineOf, shortName } from "./lines";
import { SIDE_WORDS } from "./side-words";

interface EndsProps {
  readonly live: ShowLive;
  /** Opens the ways to meet the curfew; absent where nobody can take one. */
  readonly onCurfew?: () => void;
}

/** One line of facts; nothing while nothing is known. */
export function Ends({ live, onCurfew }: EndsProps) {
  const words = useWords(SIDE_WORDS).ends;
  const times = useTimes();
  const flagged = live.next_flag && lineOf(live.lines, live.next_flag.entry);
  if (live.projected_end === null && live.curfew === null && live.proposals === 0) return null;
  return (
    <section className={css.ends} aria-label={words.title} data-testid="ends">
      {live.projected_end !== null && (
        <p>
          <span>{words.projected}</span>
          <strong data-testid="projected-end">{times.time(live.projected_end)}</strong>
          {live.planned_end !== null && <span>{words.planned(times.time(live.planned_end))}</span>}
        </p>
      )}
      {live.curfew !== null && <Curfew live={live} onCurfew={onCurfew} />}
      {live.forecast !== null && (
        <p data-testid="forecast">
          <span>{words.forecast(times.time(live.forecast.p50), times.time(live.forecast.p90))}</span>
          {live.curfew !== null && live.forecast.past_curfew_percent !== null && (
            <strong>{words.past(live.forecast.past_curfew_percent, times.time(live.curfew.at))}</strong>
          )}
        </p>
      )}
      {live.group_end !== null && (
        <p>
          <span>{words.group}</span> <strong>{times.time(live.group_end)}</strong>
        </p>
      )}
      {live.next_flag && flagged && (
        <p>
          <span>{words.flag(shortName(flagged))}</span> <strong>{times.time(live.next_flag.at)}</strong>
        </p>
      )}
      {live.proposals > 0 && (
        <p data-testid="proposals">
          <ToneIcon tone="ask" size={16} />
          <strong>{words.proposals(live.proposals)}</strong>
        </p>
      )}
    </section>
  );
}

interface CurfewProps {
  readonly live: ShowLive;
  readonly onCurfew: (() => void) | undefined;
}

function Curfew({ live: { curfew }, onCurfew }: CurfewProps) {
  const words = useWords(SIDE_WORDS).ends;
  const times = useTimes();
  if (curfew === null) return null;
  const over = curfew.over_ms > 0;
  return (
    <p data-over={over} data-testid="curfew">
      {over && <ToneIcon tone="refused" size={16} />}
      <span>{words.curfew(times.time(curfew.at))}</span>
      <strong>{over ? words.over(stopwatch(curfew.over_ms)) : words.room(stopwatch(-curfew.over_ms))}</strong>
      {over && onCurfew && (
        <button type="button" className={css.options} onClick={onCurfew} data-testid="curfew-open">
          {words.options}
        </button>
      )}
    </p>
  );
}
