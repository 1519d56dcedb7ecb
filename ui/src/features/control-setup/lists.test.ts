import { expect, test } from "vitest";
import { limitSeconds, limitText, moved, percent, permille } from "./lists";

test("a member moves by one, and not over the ends", () => {
  expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});

test.each([
  ["0:30", 30],
  ["2:00", 120],
  ["2", 120],
  ["60", 3_600],
  ["", null],
  ["0", undefined],
  ["2:75", undefined],
  ["soon", undefined],
])("waiting %o is %o seconds", (text, expected) => {
  expect(limitSeconds(text)).toBe(expected);
});

test("what is written as a limit is read as the same", () => {
  for (const seconds of [1, 30, 119, 3_600, null]) expect(limitSeconds(limitText(seconds))).toBe(seconds);
});

test.each([
  ["92,5", 925],
  ["90 %", 900],
  ["100%", 1_000],
  ["0", null],
  ["250", null],
  ["ninety", null],
])("a share of %o is %o thousandths", (text, expected) => {
  expect(permille(text)).toBe(expected);
});

test("a share is read as it was written", () => {
  for (const of of [800, 925, 1_000]) expect(permille(percent(of))).toBe(of);
});
