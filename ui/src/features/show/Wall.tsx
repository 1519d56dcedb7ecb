// What everybody backstage sees on a wall: the clock, what runs, what comes next, and how far from the plan.
import type { ReactNode } from "react";
import type { ShowLive } from "../../contract/ShowLive";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { useSince } from "./beat";
import css from "./big.module.css";
import { Left, OverUnder } from "./Figures";
import { shortName, target } from "./lines";
import { PhaseMark } from "./PhaseMark";
import { Stale } from "./Stale";
import type { Picture } from "./state";
import { Stop } from "./Timer";
import { DEPARTMENT_WORDS } from "./department-words";
import { WORDS } from "./words";

interface WallProps {
  readonly picture: Picture;
  readonly live: ShowLive;
}

/** The whole window. */
export function Wall({ picture, live }: WallProps) {
  const words = useWords(DEPARTMENT_WORDS).wall;
  const times = useTimes();
  const next = target(live);
  return (
    <div className={css.wall} data-testid="wall" data-state={live.state}>
      <Stale picture={picture} />
      <header className={css.wallTop}>
        <Clock now={live.now} at={picture.at} />
        <div className={css.wallPlan}>
          {live.over_under && (
            <OverUnder className={css.wallDrift} ms={live.over_under.absolute_ms} testId="over-under" />
          )}
          {live.projected_end !== null && (
            <span>
              {words.end} {times.time(live.projected_end)}
            </span>
          )}
        </div>
      </header>
      {live.hold ? <Stop live={live} at={picture.at} /> : <Runs picture={picture} live={live} />}
      {live.state !== "finished" && (
        <Block name={words.next}>
          {next ? (
            <>
              <p className={css.wallNext} data-testid="wall-next">
                <strong>{shortName(next)}</strong> {next.number !== "" && next.title}
              </p>
              {next.start !== null && <time className={css.wallStart}>{times.time(next.start)}</time>}
            </>
          ) : (
            <p className={css.wallNext}>{words.last}</p>
          )}
        </Block>
      )}
    </div>
  );
}

function Runs({ picture, live }: WallProps) {
  const words = useWords(WORDS);
  const cue = live.live;
  const idle = live.state === "finished" ? words.live.over : words.states[live.state];
  return (
    <section className={css.wallLive} data-phase={cue?.phase} aria-label={words.live.title}>
      {cue ? (
        <>
          <div className={css.wallWhat}>
            <p className={css.wallNumber} data-testid="live-number">
              {cue.number}
            </p>
            <h2 className={css.wallTitle} data-testid="live-title">
              {cue.title}
            </h2>
          </div>
          <div className={css.wallTime}>
            <p className={css.wallLeft} role="timer" aria-label={words.live.left} data-testid="time-left">
              <Left cue={cue} at={picture.at} />
            </p>
            <PhaseMark className={css.phase} phase={cue.phase} paused={live.state === "paused"} size={40} />
          </div>
        </>
      ) : (
        <h2 className={css.wallTitle}>{idle}</h2>
      )}
    </section>
  );
}

function Block({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={css.wallBlock} aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

/** The program's own clock, counted on: this window's may be off. */
function Clock({ now, at }: { readonly now: number; readonly at: number }) {
  const times = useTimes();
  return (
    <time className={css.wallClock} data-testid="clock" title={times.zone}>
      {times.clock(now + useSince(at))}
    </time>
  );
}
