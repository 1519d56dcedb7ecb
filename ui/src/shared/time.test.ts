import { describe, expect, test } from "vitest";
import {
  age,
  clock,
  count,
  countdown,
  day,
  fromLocalText,
  isZone,
  localText,
  moment,
  span,
  timeOfDay,
} from "./time";

const EVENING = Date.UTC(2026, 10, 21, 1, 41, 7); // 20:41:07 on 20 November in Bogotá
const BOGOTA = "America/Bogota";
const MADRID = "Europe/Madrid";

describe("times are the venue's", () => {
  test.each([
    [BOGOTA, "20:41:07"],
    [MADRID, "02:41:07"],
    ["Asia/Kolkata", "07:11:07"],
    ["Not/AZone", "01:41:07"],
  ])("in %s it is %s", (zone, expected) => {
    expect(clock(EVENING, zone, "en")).toBe(expected);
  });

  test("midnight is 00:00, never 24:00", () => {
    expect(timeOfDay(Date.UTC(2026, 0, 1, 5, 0), BOGOTA, "es")).toBe("00:00");
  });

  test("days read in both languages", () => {
    expect(day(EVENING, BOGOTA, "en")).toBe("Fri 20 Nov");
    expect(day(EVENING, BOGOTA, "es")).toMatch(/^vie.? 20( de)? nov/);
  });

  test("another day is named", () => {
    expect(moment(EVENING, EVENING + 60_000, BOGOTA, "en")).toBe("20:41");
    expect(moment(EVENING - 86_400_000, EVENING, BOGOTA, "en")).toBe("Thu 19 Nov 20:41");
  });
});

test.each([
  [-5_000, "<1 min"],
  [59_000, "<1 min"],
  [18 * 60_000, "18 min"],
  [119 * 60_000, "119 min"],
  [121 * 60_000, "2 h"],
  [49 * 3_600_000, "2 d"],
])("%i ms ago is %s", (ms, expected) => {
  expect(age(ms)).toBe(expected);
});

test("counts are grouped", () => {
  expect(count(12_040, "en")).toBe("12,040");
  expect(count(12_040, "es")).toBe("12.040");
});

describe("a date-and-time field", () => {
  test.each([
    [BOGOTA, "2026-11-20T20:41"],
    [MADRID, "2026-07-01T00:00"],
    [MADRID, "2026-10-25T04:30"],
    [MADRID, "2026-03-29T03:30"],
    ["Asia/Kathmandu", "2026-05-05T12:15"],
    ["America/St_Johns", "2026-12-31T23:59"],
  ])("in %s keeps %s", (zone, text) => {
    expect(localText(fromLocalText(text, zone), zone)).toBe(text);
  });

  test("takes a space for the T", () => {
    expect(fromLocalText("2026-11-20 20:41", BOGOTA)).toBe(Math.floor(EVENING / 60_000) * 60_000);
  });

  test.each(["", "tomorrow", "2026-13-40T99:99"])("finds no moment in %o", (text) => {
    expect(fromLocalText(text, BOGOTA)).toBeNull();
  });

  test("of nothing is empty", () => {
    expect(localText(null, BOGOTA)).toBe("");
  });
});

test("zones are known or not", () => {
  expect(isZone(BOGOTA)).toBe(true);
  expect(isZone("Mars/Base")).toBe(false);
});

test.each([
  [0, "<1 s"],
  [999, "<1 s"],
  [12_400, "12 s"],
  [60_000, "1 min"],
  [252_000, "4 min 12 s"],
  [3_600_000, "1 h"],
  [3_840_000, "1 h 4 min"],
  [50 * 3_600_000, "2 d 2 h"],
  [-5, "<1 s"],
])("%d ms are %s", (ms, text) => {
  expect(span(ms)).toBe(text);
});

test.each([
  [600_000, "10:00"],
  [581_200, "09:42"],
  [1, "00:01"],
  [0, "00:00"],
  [-9_000, "00:00"],
])("with %d ms left a countdown shows %s", (ms, text) => {
  expect(countdown(ms)).toBe(text);
});
