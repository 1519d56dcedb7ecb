// What whoever speaks sees: only the time left, how it looks, and a line.
import { type CSSProperties, useRef } from "react";
import type { LiveCue } from "../../contract/LiveCue";
import type { ShowLive } from "../../contract/ShowLive";
import { useWords } from "../../shared/language";
import css from "./big.module.css";
import { remainingAt, timeLeft } from "./durations";
import { Passed } from "./Figures";
import { useSince } from "./beat";
import { fit } from "./fit";
import { PhaseMark } from "./PhaseMark";
import { Stale } from "./Stale";
import type { Picture } from "./state";
import { useRoom } from "./useRoom";
import { WORDS } from "./words";

interface TimerProps {
  readonly picture: Picture;
  readonly live: ShowLive;
}

/** The whole window. A stop outranks the dark. */
export function Timer({ picture, live }: TimerProps) {
  const words = useWords(WORDS);
  if (live.hold) return <Stop live={live} at={picture.at} />;
  if (live.blackout) return <div className={css.dark} data-testid="timer" data-blackout />;
  const cue = live.live;
  return (
    <div
      className={css.timer}
      data-phase={cue?.phase}
      data-paused={live.state === "paused" || undefined}
      data-testid="timer"
      data-state={live.state}
    >
      <Stale picture={picture} />
      {cue ? (
        <>
          <PhaseMark className={css.phase} phase={cue.phase} paused={live.state === "paused"} size={48} />
          <BigTime cue={cue} at={picture.at} />
        </>
      ) : (
        <p className={css.idle}>{live.state === "finished" ? words.live.over : words.states[live.state]}</p>
      )}
      {live.message !== "" && (
        <p className={css.message} data-testid="timer-message">
          {live.message}
        </p>
      )}
    </div>
  );
}

function BigTime({ cue, at }: { readonly cue: LiveCue; readonly at: number }) {
  const words = useWords(WORDS).live;
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const text = timeLeft(remainingAt(cue, useSince(at)));
  const { lines, size } = room ? fit(text, room) : { lines: [text], size: 0 };
  return (
    <div ref={box} className={css.box}>
      <p
        className={css.time}
        style={{ "--size": `${size}px` } as CSSProperties}
        role="timer"
        aria-label={words.left}
        data-testid="time-left"
      >
        {lines.map((line, place) => (
          // There are at most two, and each has its place.
          <span key={place}>{line}</span>
        ))}
      </p>
    </div>
  );
}

/** The show is stopped, to be read from the stage. */
export function Stop({ live, at }: { readonly live: ShowLive; readonly at: number }) {
  const words = useWords(WORDS).hold;
  if (live.hold === null) return null;
  return (
    <div className={css.stop} role="alert" data-testid="hold-panel">
      <p className={css.stopWord}>{words.word}</p>
      <p className={css.stopWhy} data-testid="hold-why">
        {live.hold.reason || words.title}
      </p>
      <p className={css.stopTime}>
        <Passed ms={live.now - live.hold.since} at={at} />
      </p>
    </div>
  );
}
