import { describe, expect, test } from "vitest";
import type { Civil } from "../../contract/Civil";
import type { Start } from "../../contract/Start";
import { civilOf, civilText, durationOf, durationText, startOf, startText } from "./typed";

const DATE = "2026-11-25";

test.each([
  ["4:00", 240_000],
  ["0:05", 5_000],
  ["90:00", 5_400_000],
  ["1:02:03", 3_723_000],
  ["90s", 90_000],
  ["90 s", 90_000],
  ["5m", 300_000],
  ["5 min", 300_000],
  ["1h", 3_600_000],
  ["1h30m", 5_400_000],
  ["1h 30min 5s", 5_405_000],
  ["4'30\"", 270_000],
  ["2 horas", 7_200_000],
  ["2,5m", 150_000],
  ["1.5 h", 5_400_000],
  ["4", 240_000],
  ["0", 0],
])("%s is a duration", (text, ms) => {
  expect(durationOf(text)).toBe(ms);
});

test.each(["", "soon", "4:60", "1:75:00", "5 x", "4:0", "-4:00", "+5", "m", "5m x", "72h"])(
  "%s is no duration",
  (text) => {
    expect(durationOf(text)).toBeNull();
  },
);

test.each([
  ["-4:00", -240_000],
  ["−30s", -30_000],
  ["+5", 300_000],
  ["5m", 300_000],
])("%s is a delay", (text, ms) => {
  expect(durationOf(text, true)).toBe(ms);
});

test.each([
  [0, "0:00"],
  [240_000, "4:00"],
  [3_723_000, "1:02:03"],
  [-30_000, "−0:30"],
  [1_500, "1.5s"],
])("%i ms is written as it is read", (ms, text) => {
  expect(durationText(ms)).toBe(text);
  expect(durationOf(text, true)).toBe(ms);
});

test("more is marked where it is asked for, nothing never is", () => {
  expect(durationText(300_000, true)).toBe("+5:00");
  expect(durationText(0, true)).toBe("0:00");
});

const civil = (time: string, date: string | null = null): Civil => ({ date, time, occurrence: null });

describe("times of day", () => {
  test.each([
    ["21:04", civil("21:04:00")],
    ["9:04", civil("09:04:00")],
    ["2104", civil("21:04:00")],
    ["21.04", civil("21:04:00")],
    ["21h04", civil("21:04:00")],
    ["21:04:30", civil("21:04:30")],
    ["01:10 +1", civil("01:10:00", "2026-11-26")],
    ["+1 01:10", civil("01:10:00", "2026-11-26")],
    ["18:00 -1", civil("18:00:00", "2026-11-24")],
    ["18:00 +0", civil("18:00:00", "2026-11-25")],
  ])("%s", (text, expected) => {
    expect(civilOf(text, { date: DATE, before: null })).toEqual(expected);
  });

  test.each(["", "24:00", "21:60", "later", "21", "21:4", "+1 01:10 +1"])("%s is none", (text) => {
    expect(civilOf(text, { date: DATE, before: null })).toBeNull();
  });

  test.each(["21:04", "21:04:30", "01:10 +1", "18:00 -1"])("%s is written as it is read", (text) => {
    expect(civilText(civilOf(text, { date: DATE, before: null }), DATE)).toBe(text);
  });

  test("which of two equal times it is stays as long as the time does", () => {
    const before: Civil = { date: null, time: "01:30:00", occurrence: "second" };
    expect(civilOf("01:30", { date: DATE, before })?.occurrence).toBe("second");
    expect(civilOf("01:31", { date: DATE, before })?.occurrence).toBeNull();
    expect(civilOf("01:30 +1", { date: DATE, before })?.occurrence).toBeNull();
  });
});

describe("starts", () => {
  const soft: Start = { kind: "soft" };
  test.each<[string, Start | null]>([
    ["", soft],
    ["  ", soft],
    ["21:04", { kind: "hard", at: civil("21:04:00") }],
    ["21:00-21:10", { kind: "window", earliest: civil("21:00:00"), latest: civil("21:10:00") }],
    ["21:00 – 21:10", { kind: "window", earliest: civil("21:00:00"), latest: civil("21:10:00") }],
    ["21:00 a 21:10", { kind: "window", earliest: civil("21:00:00"), latest: civil("21:10:00") }],
    [
      "23:50–00:10 +1",
      { kind: "window", earliest: civil("23:50:00"), latest: civil("00:10:00", "2026-11-26") },
    ],
    ["21:00-", null],
    ["21:00-x", null],
  ])("%s", (text, expected) => {
    expect(startOf(text, DATE, soft)).toEqual(expected);
  });

  test.each(["", "21:04", "21:00–21:10", "23:50–00:10 +1"])("%s is written as it is read", (text) => {
    const start = startOf(text, DATE, soft);
    expect(start && startText(start, DATE)).toBe(text);
  });
});
