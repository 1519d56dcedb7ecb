// Which alarm a banner shows. Pure: the program says what sounds and in which order; here one is taken from it.
import type { ControlRes } from "../../contract/ControlRes";
import type { TimerAlarm } from "../../contract/TimerAlarm";
import type { Warning } from "../../contract/Warning";

/** What the banner shows. */
export type Shown =
  | { readonly kind: "timer"; readonly key: string; readonly alarm: TimerAlarm; readonly others: number }
  | { readonly kind: "warning"; readonly key: string; readonly warning: Warning; readonly others: number };

/** Tells warnings apart; a zone that reaches the next band warns anew. */
export function warningKey(warning: Warning): string {
  if (warning.type === "crowd") return `${warning.zone}/${warning.band}`;
  return `${warning.anomaly.author}/${warning.anomaly.seq}`;
}

/** The worst timer, else the worst warning that was not put away; `null` when all is quiet. */
export function worst(res: ControlRes | null, away: ReadonlySet<string>): Shown | null {
  if (res === null) return null;
  const warnings = res.warnings.filter((warning) => !away.has(warningKey(warning)));
  const others = res.alarms.length + warnings.length - 1;
  const [alarm] = res.alarms;
  if (alarm !== undefined) {
    const { author, seq } = alarm.incident;
    return { kind: "timer", key: `${author}/${seq}/${alarm.timer}/${alarm.round}`, alarm, others };
  }
  const [warning] = warnings;
  return warning === undefined ? null : { kind: "warning", key: warningKey(warning), warning, others };
}

/** What was put away and is still there: once a warning is over, its return is news. */
export function stillAway(away: ReadonlySet<string>, res: ControlRes): ReadonlySet<string> {
  const there = new Set(res.warnings.map(warningKey));
  const kept = [...away].filter((key) => there.has(key));
  return kept.length === away.size ? away : new Set(kept);
}

/** True while something is waited for: then the picture is asked for often. */
export function isWaiting(res: ControlRes | null): boolean {
  if (res === null) return false;
  const due = res.open.some(({ waits, sounds }) => sounds || waits.length > 0);
  return (
    due || res.alarms.length > 0 || res.warnings.length > 0 || res.promises.some((one) => one.due !== null)
  );
}
