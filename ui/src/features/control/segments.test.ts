import { expect, test } from "vitest";
import type { LineToken } from "../../contract/LineToken";
import { complete, type Read, segments } from "./segments";

const token = (from: number, to: number, role: LineToken["role"]): LineToken => ({ from, to, role });
const read: Read = {
  text: "med3 faint bar",
  tokens: [token(0, 3, "type"), token(3, 4, "severity"), token(5, 10, "text"), token(11, 14, "place")],
  problems: [{ from: 11, to: 14, what: "unknown_zone" }],
};
const drawn = (text: string, of: Read | null = read) =>
  segments(text, of).map(({ text, role, wrong }) => `${text}|${role ?? ""}${wrong ? "!" : ""}`);

test("a line is drawn whole: nothing of it is lost between its tokens", () => {
  expect(drawn("med3 faint bar")).toEqual(["med|type", "3|severity", " |", "faint|text", " |", "bar|place!"]);
});

test("before anything was read the line is plain", () => {
  expect(drawn("med3", null)).toEqual(["med3|"]);
  expect(drawn("", null)).toEqual([]);
});

test("an answer to an older line counts only for what is still the same", () => {
  expect(drawn("med3 fight")).toEqual(["med|type", "3|severity", " fight|"]);
  // The word at the end grows: what it was taken for before says nothing about it.
  expect(drawn("med3 faint bart").at(-1)).toBe(" bart|");
  expect(drawn("")).toEqual([]);
});

test("positions count UTF-16 units, as the web does", () => {
  const text = "🔥 fir";
  expect(drawn(text, { text, tokens: [token(3, 6, "type")], problems: [] })).toEqual(["🔥 |", "fir|type"]);
});

test("tokens that lie one in another are drawn by the first", () => {
  const text = "abc";
  expect(drawn(text, { text, tokens: [token(0, 3, "text"), token(1, 2, "unit")], problems: [] })).toEqual([
    "a|text",
    "b|text",
    "c|text",
  ]);
});

test("a completion leaves the caret behind it, ready for the next word", () => {
  const to = { from: 5, to: 8, insert: "bar-left", role: "place", label: "" } as const;
  expect(complete("med3 bar", to)).toEqual({ text: "med3 bar-left ", caret: 14 });
  expect(complete("med3 bar >m1", to)).toEqual({ text: "med3 bar-left >m1", caret: 14 });
});
