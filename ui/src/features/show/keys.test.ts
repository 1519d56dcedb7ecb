import { expect, test } from "vitest";
import type { Place } from "../../shared/typing";
import { IDLE, type Intent, type Keyboard, lift, type Stroke, strike, swallows } from "./keys";

const stroke = (code: string, key: string, more: Partial<Stroke> = {}): Stroke => ({
  code,
  key,
  at: 0,
  repeat: false,
  chord: false,
  place: "page",
  ...more,
});
const space = (at: number, more: Partial<Stroke> = {}) => stroke("Space", " ", { at, ...more });

function intents(strokes: readonly (Stroke | string)[]): (Intent | null)[] {
  let keyboard: Keyboard = IDLE;
  const found: (Intent | null)[] = [];
  for (const one of strokes) {
    if (typeof one === "string") {
      keyboard = lift(keyboard, one);
    } else {
      const result = strike(keyboard, one);
      keyboard = result.keyboard;
      found.push(result.intent);
    }
  }
  return found;
}

test("a held key is one press, also when the keyboard does not say that it repeats", () => {
  expect(intents([space(0), space(500, { repeat: true }), space(530), space(560)])).toEqual([
    "go",
    null,
    null,
    null,
  ]);
});

test("two presses of GO are two, however close: the program judges them", () => {
  expect(intents([space(0), "Space", space(20)])).toEqual(["go", "go"]);
});

test.each<[string, Stroke, Intent | null]>([
  ["Enter is standby", stroke("Enter", "Enter"), "standby"],
  ["Enter presses what has the focus", stroke("Enter", "Enter", { place: "control" }), null],
  ["S is standby", stroke("KeyS", "s", { place: "control" }), "standby"],
  ["P pauses", stroke("KeyP", "P"), "pause"],
  ["U takes back", stroke("KeyU", "u"), "ungo"],
  ["+ gives time", stroke("BracketRight", "+"), "more"],
  ["− takes time", stroke("NumpadSubtract", "-"), "less"],
  ["Space is GO also while a button has the focus", space(0, { place: "control" }), "go"],
  ["Space is GO also while a segment has the focus", space(0, { place: "choice" }), "go"],
  ["Space in a field is a space", space(0, { place: "text" }), null],
  ["letters in a field are text", stroke("KeyS", "s", { place: "text" }), null],
  ["Escape leaves a field", stroke("Escape", "Escape", { place: "text" }), "leave"],
  ["a shortcut is no press", space(0, { chord: true }), null],
  ["arrows belong to the segments that have the focus", stroke("ArrowDown", "", { place: "choice" }), null],
  ["arrows move through the list", stroke("ArrowDown", "ArrowDown"), "down"],
])("%s", (_, one, intent) => {
  expect(intents([one])).toEqual([intent]);
});

test("a scanner calls nothing, with its letters nor with the key that ends them", () => {
  const letters = [..."GHSPUB"].map((letter, at) => stroke(`Key${letter}`, letter, { at: at * 5 }));
  expect(intents([...letters, stroke("Enter", "Enter", { at: 30 })])).toEqual(Array(7).fill(null));
});

test("a key that types nothing is no sign of a scanner", () => {
  expect(intents([stroke("ArrowDown", "ArrowDown"), stroke("KeyS", "s", { at: 20 })])).toEqual([
    "down",
    "standby",
  ]);
});

test("moving through the list goes on while the key is held", () => {
  const down = stroke("ArrowDown", "ArrowDown");
  expect(intents([down, { ...down, repeat: true }])).toEqual(["down", "down"]);
});

test.each<[Place, boolean]>([
  ["text", false],
  ["choice", true],
  ["control", true],
  ["page", true],
])("a space in %s keeps its own meaning: not %s", (place, swallowed) => {
  expect(swallows({ code: "Space", chord: false, place })).toBe(swallowed);
});
