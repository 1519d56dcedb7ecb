// The live cue, a third of the screen: what runs, how long still, and how far from the plan.
import type { LiveCue } from "../../contract/LiveCue";
import type { ShowLive } from "../../contract/ShowLive";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { change, drift, lasts } from "./durations";
import { driftWords, Left, OverUnder } from "./Figures";
import css from "./live.module.css";
import { fullName, target } from "./lines";
import { PhaseMark } from "./PhaseMark";
import { WORDS } from "./words";

interface LivePanelProps {
  readonly live: ShowLive;
  readonly at: number;
}

/** The panel, also before the first cue and after the last. */
export function LivePanel({ live, at }: LivePanelProps) {
  const words = useWords(WORDS);
  if (live.live === null) return <Nothing live={live} />;
  const cue = live.live;
  return (
    <section className={css.live} aria-label={words.live.title} data-phase={cue.phase} data-testid="live-cue">
      <div className={css.what}>
        <p className={css.number} data-testid="live-number">
          {cue.number}
        </p>
        <h2 className={css.title} data-testid="live-title">
          {cue.title}
        </h2>
        {cue.note !== "" && (
          <p className={css.note} title={cue.note} data-testid="live-note">
            {cue.note}
          </p>
        )}
      </div>
      <div className={css.time}>
        <div className={css.timeHead}>
          <PhaseMark className={css.phase} phase={cue.phase} paused={live.state === "paused"} />
          <Drift live={live} />
        </div>
        <p className={css.left} aria-label={words.live.left} role="timer" data-testid="time-left">
          <Left cue={cue} at={at} />
        </p>
        <Facts cue={cue} />
      </div>
    </section>
  );
}

function Drift({ live }: { readonly live: ShowLive }) {
  const words = useWords(WORDS);
  if (live.over_under === null) return null;
  const { absolute_ms, relative_ms } = live.over_under;
  const relative = drift(relative_ms);
  return (
    <span className={css.drift}>
      <OverUnder className={css.driftNow} ms={absolute_ms} testId="over-under" />
      {Math.abs(absolute_ms - relative_ms) >= 1_000 && (
        <small>{words.live.relative(driftWords(relative.text, relative.way, words.ways))}</small>
      )}
    </span>
  );
}

function Facts({ cue }: { readonly cue: LiveCue }) {
  const words = useWords(WORDS).live;
  const times = useTimes();
  return (
    <p className={css.facts}>
      <span>{words.of(lasts(cue.duration_ms))}</span>
      {cue.added_ms !== 0 && <strong data-testid="added">{change(cue.added_ms)}</strong>}
      <span>{words.started(times.clock(cue.started))}</span>
      <span data-testid="expected-end">{words.ends(times.clock(cue.expected_end))}</span>
      {cue.count_to_end && <span>{words.toEnd}</span>}
      {cue.uncertain && <strong data-testid="uncertain">{words.uncertain}</strong>}
    </p>
  );
}

function Nothing({ live }: { readonly live: ShowLive }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const next = target(live);
  const { title, note } = (() => {
    if (live.state === "finished") return { title: words.live.over, note: words.live.overNote };
    if (live.lines.every(({ kind }) => kind !== "cue"))
      return { title: words.states.not_started, note: words.live.noCues };
    const name = next ? fullName(next) : "";
    if (live.state === "waiting") return { title: words.states.waiting, note: words.live.waiting(name) };
    const first = next === null ? "" : words.live.first(name);
    return { title: live.state === "not_started" ? words.states.not_started : words.live.none, note: first };
  })();
  return (
    <section
      className={css.live}
      aria-label={words.live.title}
      data-testid="live-nothing"
      data-state={live.state}
    >
      <div className={css.nothing}>
        <h2 className={css.nothingTitle}>{title}</h2>
        <p className={css.note}>
          {live.finish !== null && `${words.live.started(times.clock(live.finish.at))}. `}
          {note}
        </p>
        {live.over_under !== null && <Drift live={live} />}
      </div>
    </section>
  );
}
