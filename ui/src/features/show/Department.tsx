// What one department has to do, and nothing else.
import { Button } from "@mantine/core";
import type { CallLine } from "../../contract/CallLine";
import type { ShowLive } from "../../contract/ShowLive";
import type { StandbyState } from "../../contract/StandbyState";
import type { WallMs } from "../../contract/WallMs";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { useSince } from "./beat";
import { CallerSilent } from "./CallBanners";
import css from "./department.module.css";
import { stopwatch } from "./durations";
import { Left } from "./Figures";
import { HoldCorner } from "./HoldCorner";
import { HoldPanel } from "./HoldPanel";
import { callsOf, fullName, type OwnCall, shortName } from "./lines";
import { NoticeStrip } from "./NoticeStrip";
import { PhaseMark } from "./PhaseMark";
import { Stale } from "./Stale";
import type { ShowLine } from "./useShow";
import { WORDS } from "./words";
import { DEPARTMENT_WORDS } from "./department-words";

interface DepartmentProps {
  readonly line: ShowLine;
  readonly live: ShowLive;
  readonly department: string;
}

/** The whole screen of a department. */
export function Department({ line, live, department }: DepartmentProps) {
  const { at, notice } = line.picture;
  const { hold, standby } = live;
  const due = standby ? callsOf(live.lines, department, ["standby"]) : [];
  return (
    <div className={css.screen} data-testid="department" data-department={department}>
      <Stale picture={line.picture} />
      <CallerSilent live={live} at={at} />
      <NoticeStrip notice={notice} onSeen={line.forget} />
      {hold ? (
        <HoldPanel
          live={live}
          hold={{ ...hold, steps: hold.steps.filter((step) => step.department === department) }}
          at={at}
          onStep={(of, done) => void line.press({ press: "hold_step", hold: hold.id, department: of, done })}
        />
      ) : (
        <>
          {standby && due[0] && (
            <Standby
              standby={standby}
              calls={due}
              cue={fullName(due[0].line)}
              onTick={(ready) => void line.press({ press: "tick", standby: standby.id, department, ready })}
            />
          )}
          <Now live={live} at={at} department={department} />
          <Coming live={live} at={at} department={department} />
          {live.may_hold && (
            <div className={css.corner}>
              <HoldCorner live={live} onHold={(reason) => void line.press({ press: "hold", reason })} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

interface StandbyProps {
  readonly standby: StandbyState;
  readonly calls: readonly OwnCall[];
  readonly cue: string;
  readonly onTick: (ready: boolean) => void;
}

function Standby({ calls, cue, onTick }: StandbyProps) {
  const words = useWords(DEPARTMENT_WORDS);
  const ready = calls.every(({ call }) => call.ready === true);
  return (
    <section className={css.standby} data-ready={ready} role="alert" data-testid="own-standby">
      <div className={css.standbyText}>
        <p className={css.word}>
          {ready && <ToneIcon tone="admit" size={40} />}
          {words.standby} {cue}
        </p>
        {calls.map(({ call }) => (
          <p key={call.text} className={css.todo}>
            {call.text}
          </p>
        ))}
      </div>
      <Button
        className={css.ready ?? ""}
        variant={ready ? "default" : "filled"}
        onClick={() => onTick(!ready)}
        data-testid="ready"
        data-ready={ready}
      >
        {ready ? words.notReady : words.ready}
      </Button>
      {ready && <p className={css.said}>{words.saidReady}</p>}
    </section>
  );
}

function Now({ live, at, department }: Omit<DepartmentProps, "line"> & { readonly at: number }) {
  const words = useWords(WORDS);
  const said = useWords(DEPARTMENT_WORDS);
  const cue = live.live;
  const own = callsOf(live.lines, department, ["live"]);
  const idle =
    live.state === "finished" ? words.live.over : cue ? said.nothingNow(shortName(cue)) : said.nothingLive;
  return (
    <section className={css.now} aria-label={said.now} data-testid="own-now">
      <div className={css.nowText}>
        <h2>{said.now}</h2>
        {cue && <p className={css.cue}>{fullName(cue)}</p>}
        {own.length === 0 ? (
          <p className={css.idle}>{idle}</p>
        ) : (
          own.map(({ call }) => (
            <p key={call.text} className={css.todo}>
              {call.text}
            </p>
          ))
        )}
      </div>
      {cue && (
        <div className={css.nowTime} data-phase={cue.phase}>
          <p className={css.left} role="timer" aria-label={words.live.left} data-testid="time-left">
            <Left cue={cue} at={at} />
          </p>
          <PhaseMark className={css.phase} phase={cue.phase} paused={live.state === "paused"} />
        </div>
      )}
    </section>
  );
}

function Coming({ live, at, department }: Omit<DepartmentProps, "line"> & { readonly at: number }) {
  const words = useWords(DEPARTMENT_WORDS);
  const times = useTimes();
  const own = callsOf(live.lines, department, ["next", "later"]);
  return (
    <section className={css.coming} aria-label={words.next} tabIndex={0} data-testid="own-next">
      <h2>{words.next}</h2>
      {own.length === 0 && <p className={css.idle}>{words.nothing}</p>}
      <ol>
        {own.map(({ line, call }, place) => (
          <li key={`${line.entry} ${place}`} className={css.call} data-testid="own-call">
            <span className={css.number}>{line.number}</span>
            <span className={css.callText}>
              <strong>{call.text}</strong>
              <span>{line.title}</span>
            </span>
            <span className={css.when}>
              <Due call={call} now={live.now} at={at} />
              <span>{line.start === null ? "" : times.time(line.start)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface DueProps {
  readonly call: CallLine;
  readonly now: WallMs;
  readonly at: number;
}

function Due({ call, now, at }: DueProps) {
  const words = useWords(DEPARTMENT_WORDS);
  const since = useSince(at);
  if (call.standby_at === null) return null;
  const left = call.standby_at - now - since;
  return <strong>{left <= 0 ? words.due : words.in(stopwatch(left))}</strong>;
}
