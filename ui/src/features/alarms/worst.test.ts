import { expect, test } from "vitest";
import type { ControlRes } from "../../contract/ControlRes";
import type { TimerAlarm } from "../../contract/TimerAlarm";
import type { Warning } from "../../contract/Warning";
import { isWaiting, stillAway, warningKey, worst } from "./worst";

const alarm = (number: string) =>
  ({ incident: { author: "a", seq: 1 }, number, timer: "acknowledge", round: 1 }) as unknown as TimerAlarm;
const crowd = (band: number) => ({ type: "crowd", zone: "pit", band }) as unknown as Warning;
const res = (more: Partial<ControlRes>) =>
  ({ open: [], alarms: [], warnings: [], promises: [], ...more }) as unknown as ControlRes;
const NONE: ReadonlySet<string> = new Set();

test("the first timer goes before every warning, and the rest is counted", () => {
  const shown = worst(res({ alarms: [alarm("A-1"), alarm("A-2")], warnings: [crowd(2)] }), NONE);
  expect(shown).toMatchObject({ kind: "timer", alarm: { number: "A-1" }, others: 2 });
});

test("nothing is shown when nothing sounds, or nothing is known", () => {
  expect(worst(res({}), NONE)).toBeNull();
  expect(worst(null, NONE)).toBeNull();
});

test("a warning that was put away comes back when the zone reaches the next band", () => {
  const away = new Set([warningKey(crowd(1))]);
  expect(worst(res({ warnings: [crowd(1)] }), away)).toBeNull();
  expect(worst(res({ warnings: [crowd(2)] }), away)).toMatchObject({ kind: "warning", others: 0 });
});

test("a warning that ended is forgotten, so that it is news when it returns", () => {
  const away = new Set([warningKey(crowd(1)), warningKey(crowd(2))]);
  expect([...stillAway(away, res({ warnings: [crowd(2)] }))]).toEqual([warningKey(crowd(2))]);
  expect(stillAway(NONE, res({ warnings: [] }))).toBe(NONE);
});

test("the picture is asked for often only while something is waited for", () => {
  expect(isWaiting(res({}))).toBe(false);
  expect(isWaiting(res({ alarms: [alarm("A-1")] }))).toBe(true);
  const open = [{ waits: [], sounds: false }] as unknown as ControlRes["open"];
  expect(isWaiting(res({ open }))).toBe(false);
});
