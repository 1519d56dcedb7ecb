import { expect, test } from "vitest";
import type { LiveCue } from "../../contract/LiveCue";
import { change, drift, lasts, remainingAt, silence, stopwatch, timeLeft } from "./durations";

test.each([
  [3_600_000, "1:00:00"],
  [3_599_001, "1:00:00"],
  [3_599_000, "59:59"],
  [240_000, "4:00"],
  [1, "0:01"],
  [0, "0:00"],
  [-1, "+0:00"],
  [-999, "+0:00"],
  [-1_000, "+0:01"],
  [-3_723_000, "+1:02:03"],
])("with %d ms left the screen shows %s", (ms, text) => {
  expect(timeLeft(ms)).toBe(text);
});

test("a stopwatch never shows a second that has not passed, nor one before it began", () => {
  expect([stopwatch(999), stopwatch(1_000), stopwatch(3_723_999), stopwatch(-5)]).toEqual([
    "0:00",
    "0:01",
    "1:02:03",
    "0:00",
  ]);
});

test("a silence has two figures for its minutes", () => {
  expect([silence(7_400), silence(754_000), silence(3_723_000)]).toEqual(["00:07", "12:34", "1:02:03"]);
});

test("how long something takes has no sign, a change always has one", () => {
  expect([lasts(239_600), lasts(-60_000)]).toEqual(["4:00", "1:00"]);
  expect([change(60_000), change(-30_000)]).toEqual(["+1:00", "−0:30"]);
});

test.each([
  [130_500, "behind", "2:10"],
  [-45_900, "ahead", "0:45"],
  [999, "on_time", ""],
  [-999, "on_time", ""],
])("%d ms against the plan is %s %s", (ms, way, text) => {
  expect(drift(ms)).toEqual({ way, text });
});

test("between two answers time is counted on, and stands still in a pause", () => {
  const cue = (counting: boolean) => ({ remaining_ms: 10_000, counting }) as LiveCue;
  expect(remainingAt(cue(true), 2_500)).toBe(7_500);
  expect(remainingAt(cue(true), 12_000)).toBe(-2_000);
  expect(remainingAt(cue(false), 2_500)).toBe(10_000);
  expect(remainingAt(cue(true), -3)).toBe(10_000);
});
