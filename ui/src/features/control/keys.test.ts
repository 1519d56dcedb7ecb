import { expect, test } from "vitest";
import { intentOf, type Standing, type Stroke } from "./keys";

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
  alt: false,
  command: false,
  shift: false,
  composing: false,
  ...more,
});
const EMPTY: Standing = { place: "line", empty: true, offers: false, written: false };
const TYPED: Standing = { ...EMPTY, empty: false };
const OFFERED: Standing = { ...TYPED, offers: true };

test("Enter writes a line, Tab takes an offer, arrows choose among the offers", () => {
  expect(intentOf(stroke("Enter"), TYPED)).toBe("write");
  expect(intentOf(stroke("Enter"), OFFERED)).toBe("write");
  expect(intentOf(stroke("Tab"), OFFERED)).toBe("take");
  expect(intentOf(stroke("ArrowDown"), OFFERED)).toBe("choose_down");
});

test("an empty line is not written, and its arrows walk through the incidents", () => {
  expect(intentOf(stroke("Enter"), EMPTY)).toBeNull();
  expect(intentOf(stroke("ArrowDown"), EMPTY)).toBe("incident_down");
  expect(intentOf(stroke("ArrowUp"), { ...EMPTY, place: "page" })).toBe("incident_up");
});

test("Tab leaves the line when nothing is offered: the keyboard reaches everything", () => {
  expect(intentOf(stroke("Tab"), TYPED)).toBeNull();
  expect(intentOf(stroke("Tab", { shift: true }), OFFERED)).toBeNull();
});

test("one key raises, but a plus inside a line is a plus", () => {
  expect(intentOf(stroke("+"), EMPTY)).toBe("raise");
  expect(intentOf(stroke("+"), { ...EMPTY, place: "page" })).toBe("raise");
  expect(intentOf(stroke("+"), TYPED)).toBeNull();
});

test("Escape never throws away what was typed", () => {
  expect(intentOf(stroke("Escape"), { ...TYPED, written: true })).toBeNull();
  expect(intentOf(stroke("Escape"), OFFERED)).toBe("close_list");
});

test("Escape and Ctrl+Z take back what is still in sight, and nothing else", () => {
  const written = { ...EMPTY, written: true };
  expect(intentOf(stroke("Escape"), written)).toBe("undo");
  expect(intentOf(stroke("z", { command: true }), written)).toBe("undo");
  expect(intentOf(stroke("z", { command: true }), EMPTY)).toBeNull();
  expect(intentOf(stroke("z", { command: true }), { ...TYPED, written: true })).toBeNull();
  expect(intentOf(stroke("Escape"), EMPTY)).toBe("leave");
});

test("another field keeps its keys, except those with Alt", () => {
  const elsewhere: Standing = { ...EMPTY, place: "text", written: true };
  for (const key of ["Enter", "+", "Escape", "ArrowUp"]) expect(intentOf(stroke(key), elsewhere)).toBeNull();
  expect(intentOf(stroke("z", { command: true }), elsewhere)).toBeNull();
  expect(intentOf(stroke("a", { alt: true }), elsewhere)).toBe("acknowledge");
});

test("a character that is still being put together is nobody's key", () => {
  expect(intentOf(stroke("Enter", { composing: true }), TYPED)).toBeNull();
});
