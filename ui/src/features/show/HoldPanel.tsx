// The show is stopped: big and red on every live screen, with one card per department.
import { Button } from "@mantine/core";
import type { HoldState } from "../../contract/HoldState";
import type { HoldStepState } from "../../contract/HoldStepState";
import type { ShowLive } from "../../contract/ShowLive";
import { HoldButton } from "../../shared/HoldButton";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { stopwatch, timeLeft } from "./durations";
import { Passed } from "./Figures";
import css from "./hold.module.css";
import { WORDS } from "./words";

interface HoldPanelProps {
  readonly live: ShowLive;
  readonly hold: HoldState;
  readonly at: number;
  /** Says that a department carried out its step; absent where nothing is pressed. */
  readonly onStep?: (department: string, done: boolean) => void;
  /** Lets the show go on; absent where nothing is pressed. */
  readonly onRelease?: () => void;
}

/** The panel. */
export function HoldPanel({ live, hold, at, onStep, onRelease }: HoldPanelProps) {
  const words = useWords(WORDS).hold;
  const { holdIt } = useWords(WORDS).bar;
  const times = useTimes();
  const cue = live.live;
  return (
    <section className={css.panel} aria-label={words.title} data-testid="hold-panel">
      <div className={css.head}>
        <p className={css.word}>{words.word}</p>
        <div className={css.why}>
          <h2 className={css.reason} data-testid="hold-why">
            {hold.reason || words.title}
          </h2>
          <p>{words.since(times.clock(hold.since), hold.who)}</p>
          {cue && <p>{words.stands(cue.number || cue.title, timeLeft(cue.remaining_ms))}</p>}
        </div>
        <p className={css.watch} role="timer" aria-label={words.title}>
          <Passed ms={live.now - hold.since} at={at} />
        </p>
      </div>
      <ul className={css.steps} aria-label={words.steps}>
        {live.departments.length === 0 && <li className={css.noSteps}>{words.noSteps}</li>}
        {hold.steps.map((step) => (
          <Step key={step.department} step={step} live={live} hold={hold} at={at} onStep={onStep} />
        ))}
      </ul>
      {onRelease && (
        <div className={css.foot}>
          {live.may_release ? (
            <HoldButton onHeld={onRelease} hint={holdIt} size="lg" testId="hold-release">
              {words.release}
            </HoldButton>
          ) : (
            <p>{words.mayNot}</p>
          )}
        </div>
      )}
    </section>
  );
}

interface StepProps extends Pick<HoldPanelProps, "live" | "hold" | "at"> {
  readonly step: HoldStepState;
  readonly onStep: HoldPanelProps["onStep"];
}

function Step({ step, live, hold, at, onStep }: StepProps) {
  const words = useWords(WORDS).hold;
  const { department, done } = step;
  return (
    <li className={css.step} data-testid="hold-step" data-department={department} data-done={done !== null}>
      <span className={css.department}>{department}</span>
      {done === null ? (
        <span className={css.stepWatch}>
          <Passed ms={live.now - hold.since} at={at} />
        </span>
      ) : (
        <span className={css.stepDone}>
          <ToneIcon tone="admit" size={20} />
          {words.doneAfter(stopwatch(done - hold.since))}
        </span>
      )}
      {onStep && (
        <Button
          variant="default"
          onClick={() => onStep(department, done === null)}
          data-testid="hold-done"
          aria-label={`${department}: ${done === null ? words.done : words.notDone}`}
        >
          {done === null ? words.done : words.notDone}
        </Button>
      )}
    </li>
  );
}
