// The incident that is selected: what it is, what can be done next, what is waited for, its timeline, and beside it all
// that is known.
import { Button } from "@mantine/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { RecordId } from "../../contract/RecordId";
import { act } from "../../shared/act";
import { CONTROL_WORDS } from "../../shared/control-words";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Old } from "../../shared/Old";
import { digitOf, worse } from "../../shared/severities";
import { useAction } from "../../shared/useAction";
import type { Picture } from "../../shared/usePicture";
import { Ask, type Question } from "./Ask";
import { type Next, nextActions, statusOf } from "./actions";
import { momentOf, WaitClock } from "./Clock";
import { Head } from "./Head";
import type { Intent } from "./keys";
import { More } from "./More";
import css from "./pane.module.css";
import * as questions from "./questions";
import { ShowStopOffer } from "./ShowStopOffer";
import { Side } from "./Side";
import { Timeline } from "./Timeline";
import { useIncident } from "./useIncident";
import { WORDS } from "./words";

interface PaneProps {
  readonly incident: RecordId;
  readonly room: Picture<ControlRes>;
  readonly onSelect: (incident: RecordId | null) => void;
  /** Opens the report in the form that emergency services share. */
  readonly onReport: (res: IncidentRes) => void;
  /** Gets the keys that are about the incident, while it is shown. */
  readonly onKeys: (use: ((intent: Intent) => void) | null) => void;
}

/** The incident. */
export function IncidentPane({ incident, room, onSelect, onReport, onKeys }: PaneProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const picture = useIncident(incident);
  const { res, at, lost, refresh } = picture;
  const [question, setQuestion] = useState<Question | null>(null);
  const { busy, failure, run } = useAction();
  const { refresh: refreshRoom } = room;
  const write = useCallback<questions.Asking["act"]>(
    async (what, more = {}) => {
      await act(what, { incident, ...more });
      refresh();
      refreshRoom();
    },
    [incident, refresh, refreshRoom],
  );
  const clock = useRef(() => Date.now());
  clock.current = () => (res === null ? Date.now() : momentOf(res.now, at));
  const asking = useMemo<questions.Asking | null>(
    () => room.res && { words, codes, room: room.res, act: write, now: () => clock.current() },
    [words, codes, room.res, write],
  );
  const now = (what: Parameters<typeof write>[0]) => void run(() => write(what));
  const next = (what: Next) => {
    if (res === null || asking === null) return;
    if (what === "acknowledge") return now({ type: "acknowledge" });
    if (what === "dispatch") return setQuestion(questions.dispatch(asking));
    if (what === "close" && res.missing.length > 0) {
      const closes = res.missing.includes("outcome");
      return setQuestion(closes ? questions.outcome(asking, res, true) : questions.types(asking, res));
    }
    const status = statusOf(what);
    if (status !== null) now({ type: "move", status });
  };
  const raise = () => {
    const to = res && worse(res.line.severity);
    if (to !== null) now({ type: "severity", severity: to, why: "" });
  };
  const keys = useRef<(intent: Intent) => void>(() => undefined);
  keys.current = (intent) => {
    if (intent === "raise") raise();
    else if (
      intent === "acknowledge" ||
      intent === "dispatch" ||
      intent === "on_scene" ||
      intent === "resolve"
    )
      next(intent);
  };
  useEffect(() => {
    onKeys((intent) => keys.current(intent));
    return () => onKeys(null);
  }, [onKeys]);

  if (res === null || asking === null) return <Failure code={lost} />;
  const { line } = res;
  const to = worse(line.severity);
  return (
    <section
      className={css.pane}
      aria-label={line.number}
      data-testid="incident-pane"
      data-number={line.number}
    >
      <div className={css.top}>
        <Head res={res} at={at} types={room.res?.types ?? []} onBack={() => onSelect(null)}>
          {line.waits.map((wait) => (
            <WaitClock key={wait.timer} wait={wait} now={res.now} at={at} />
          ))}
          {res.missing.length > 0 && (
            <span className={css.missing} data-testid="missing">
              {words.toClose(res.missing.map((one) => codes.missing[one]).join(words.and))}
            </span>
          )}
        </Head>
        <Old picture={picture} />
        <div className={css.keys} role="group" aria-label={words.nextLabel}>
          {nextActions(line.status, line.sounds).map((one, place) => (
            <Button
              key={one}
              size="md"
              className={css.key ?? ""}
              variant={place === 0 ? "filled" : "default"}
              disabled={busy}
              onClick={() => next(one)}
              data-testid={`next-${one}`}
            >
              {words.next[one]}
            </Button>
          ))}
          {to !== null && (
            <Button
              variant="default"
              className={css.key ?? ""}
              disabled={busy}
              onClick={raise}
              data-testid="raise"
            >
              {words.raise(digitOf(to))}
            </Button>
          )}
          {line.severity !== "info" && (
            <Button
              variant="default"
              className={css.key ?? ""}
              onClick={() => setQuestion(questions.lower(asking, line.severity))}
              data-testid="lower"
            >
              {words.lower}
            </Button>
          )}
        </div>
        <ShowStopOffer stop={res.show_stop} onHeld={(show) => now({ type: "hold_show", show })} />
        <Failure code={failure} />
      </div>
      <div className={css.columns}>
        <Timeline
          res={res}
          types={room.res?.types ?? []}
          onStrike={(entry) => setQuestion(questions.strike(asking, entry))}
          onCorrect={(entry) => setQuestion(questions.correct(asking, entry))}
        >
          <More res={res} asking={asking} onAsk={setQuestion} onReport={() => onReport(res)} />
        </Timeline>
        <Side
          res={res}
          asking={asking}
          onAsk={setQuestion}
          onAct={now}
          onSelect={onSelect}
          onOpenNames={() => void run(picture.openNames)}
        />
      </div>
      <Ask question={question} onClose={() => setQuestion(null)} />
    </section>
  );
}
