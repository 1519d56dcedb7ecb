// The worst thing that sounds, in every room. It never takes the focus: a gate goes on scanning under it.
import { type MouseEvent, useEffect, useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import type { RecordId } from "../../contract/RecordId";
import type { Warning } from "../../contract/Warning";
import { act } from "../../shared/act";
import { CONTROL_WORDS } from "../../shared/control-words";
import { ERROR_WORDS } from "../../shared/errors";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { SeverityMark } from "../../shared/Severity";
import { span } from "../../shared/time";
import { useAction } from "../../shared/useAction";
import { useNow } from "../../shared/useNow";
import type { Picture } from "../../shared/usePicture";
import { useTimes } from "../../shared/venue";
import css from "./alarms.module.css";
import { startRinging } from "./sound";
import { type Shown, stillAway, worst } from "./worst";
import { WORDS } from "./words";

const NONE: ReadonlySet<string> = new Set();

interface BannerProps {
  readonly picture: Picture<ControlRes>;
  /** Goes to the control room: to the incident that sounds, else to where the warning is explained. */
  readonly onOpen: (what: RecordId | "incidents" | "crowd") => void;
}

/** The banner; nothing while all is quiet. */
export function AlarmBanner({ picture, onOpen }: BannerProps) {
  const { res } = picture;
  const [away, setAway] = useState(NONE);
  const kept = res === null ? away : stillAway(away, res);
  if (kept !== away) setAway(kept);
  const sounds = (res?.alarms.length ?? 0) > 0;
  useEffect(() => (sounds ? startRinging() : undefined), [sounds]);
  const shown = worst(res, kept);
  if (shown === null) return null;
  const putAway = () => setAway(new Set(kept).add(shown.key));
  return <Bar key={shown.key} shown={shown} picture={picture} onOpen={onOpen} onAway={putAway} />;
}

interface BarProps extends BannerProps {
  readonly shown: Shown;
  readonly onAway: () => void;
}

function Bar({ shown, picture, onOpen, onAway }: BarProps) {
  const words = useWords(WORDS);
  const errors = useWords(ERROR_WORDS);
  const { busy, failure, run } = useAction();
  const hear = () => {
    if (shown.kind === "warning") return onAway();
    const { incident, timer, round } = shown.alarm;
    void run(async () => {
      await act({ type: "heed", timer, round }, { incident });
      picture.refresh();
    });
  };
  const open = () => {
    if (shown.kind === "timer") onOpen(shown.alarm.incident);
    else onOpen(shown.warning.type === "crowd" ? "crowd" : "incidents");
  };
  // The focus stays where it is: in the search of a gate, in the line of the log.
  const keep = (event: MouseEvent) => event.preventDefault();
  return (
    <section
      className={css.bar}
      role="alert"
      aria-label={words.alarm}
      data-testid="alarm-banner"
      data-kind={shown.kind}
    >
      {shown.kind === "timer" ? (
        <TimerText shown={shown} picture={picture} />
      ) : (
        <WarningText warning={shown.warning} />
      )}
      {shown.others > 0 && <span className={css.others}>{words.others(shown.others)}</span>}
      {failure !== null && <span className={css.failed}>{errors[failure].what}</span>}
      <button
        type="button"
        className={css.key}
        disabled={busy}
        onMouseDown={keep}
        onClick={hear}
        data-testid="alarm-hear"
      >
        {shown.kind === "timer" ? words.hear : words.seen}
        {shown.kind === "timer" && <kbd>Alt H</kbd>}
      </button>
      <button type="button" className={css.key} onMouseDown={keep} onClick={open} data-testid="alarm-open">
        {words.open}
        <kbd>Alt J</kbd>
      </button>
      <BarKeys onHear={hear} onOpen={open} />
    </section>
  );
}

function TimerText({
  shown,
  picture,
}: {
  shown: Extract<Shown, { kind: "timer" }>;
  picture: BarProps["picture"];
}) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  useNow(1_000);
  const { alarm } = shown;
  const age = (picture.res?.now ?? alarm.since) - alarm.since + performance.now() - picture.at;
  return (
    <>
      <SeverityMark severity={alarm.severity} size={36} />
      <strong className={css.number}>{alarm.number}</strong>
      <p className={css.text}>
        <strong>{codes.missed[alarm.timer]}</strong> {words.since(span(age))}
        {alarm.to !== "" && <> · {words.to(alarm.to)}</>}
        <span className={css.title}>{alarm.title === "" ? words.sealed : alarm.title}</span>
      </p>
    </>
  );
}

function WarningText({ warning }: { warning: Warning }) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  if (warning.type === "gates") {
    return (
      <>
        <SeverityMark severity={warning.severity} size={36} />
        <p className={css.text}>
          <strong>{codes.rule[warning.rule]}</strong> {times.moment(warning.at)}
          <span className={css.title}>{warning.checkpoints.join(", ")}</span>
        </p>
      </>
    );
  }
  const said = warning.action === "" ? (words.band[warning.band] ?? "") : warning.action;
  return (
    <>
      <NoticeIcon size={28} />
      <strong className={css.number}>{warning.name}</strong>
      <p className={css.text}>
        <strong>{said}</strong> · {words.upTo(times.count(warning.upper), times.count(warning.capacity))}
        {warning.owner !== "" && <span className={css.title}>{warning.owner}</span>}
      </p>
    </>
  );
}

/** Its keys; with Alt, so that neither a search nor a line loses a letter. */
function BarKeys({ onHear, onOpen }: { onHear: () => void; onOpen: () => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.defaultPrevented) return;
      if (event.code === "KeyH") onHear();
      else if (event.code === "KeyJ") onOpen();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onHear, onOpen]);
  return null;
}
