import { describe, expect, test } from "vitest";
import type { EntryId } from "../../contract/EntryId";
import type { EntryKind } from "../../contract/EntryKind";
import type { PlanEntry } from "../../contract/PlanEntry";
import { dropAt, isSame, type Place, placeForNew, placeOf, type Step, step } from "./places";

const id = (name: string) => name as EntryId;
const line = (name: string, group: string | null, kind: EntryKind = "milestone"): PlanEntry => ({
  entry: id(name),
  group: group === null ? null : id(group),
  item:
    kind === "group"
      ? { kind, title: name, colour: null, target_ms: null, duration_ms: 0 }
      : { kind: "milestone", title: name },
  start: null,
  end: null,
  gap_ms: 0,
  delay_ms: 0,
  day: 0,
  locked: false,
});

// a, G(b c), d, H(), e
const LINES = [
  line("a", null),
  line("G", null, "group"),
  line("b", "G"),
  line("c", "G"),
  line("d", null),
  line("H", null, "group"),
  line("e", null),
];
const at = (group: string | null, after: string | null): Place => ({
  group: group === null ? null : id(group),
  after: after === null ? null : id(after),
});

test.each<[string, Step, Place | null]>([
  ["a", "up", null],
  ["a", "down", at("G", null)],
  ["b", "up", at(null, "a")],
  ["b", "down", at("G", "c")],
  ["c", "up", at("G", null)],
  ["c", "down", at(null, "G")],
  ["d", "up", at("G", "c")],
  ["d", "down", at("H", null)],
  ["e", "up", at("H", null)],
  ["e", "down", null],
  ["G", "up", at(null, null)],
  ["G", "down", at(null, "d")],
  ["H", "up", at(null, "G")],
  ["d", "in", at("G", "c")],
  ["a", "in", null],
  ["H", "in", null],
  ["b", "out", at(null, "G")],
  ["d", "out", null],
])("%s goes %s", (entry, way, place) => {
  expect(step(LINES, id(entry), way)).toEqual(place);
});

describe("a line that is dragged", () => {
  test.each<[string, number, number, Place | null]>([
    ["e", 0, 0, at(null, null)],
    ["e", 1, 0, at(null, "a")],
    ["e", 2, 0, at("G", null)],
    ["e", 3, 0, at("G", "b")],
    // At the end of a group the hand says whether it still belongs there.
    ["e", 4, 0, at(null, "G")],
    ["e", 4, 40, at("G", "c")],
    ["b", 4, 0, at("G", "c")],
    ["b", 4, -40, at(null, "G")],
    ["a", 6, 0, at(null, "H")],
    ["a", 6, 40, at("H", null)],
    ["a", 7, 0, at(null, "e")],
    // A group takes its lines along and goes into no other.
    ["H", 3, 40, at(null, "G")],
    ["G", 3, 0, at(null, "a")],
    ["G", 7, 0, at(null, "e")],
  ])("%s in gap %i, %i to the right", (entry, gap, sideways, place) => {
    expect(dropAt(LINES, id(entry), gap, sideways)).toEqual(place);
  });

  test("let go where it was, it stays", () => {
    for (const { entry } of LINES) {
      const gap = LINES.findIndex((one) => one.entry === entry);
      expect(isSame(dropAt(LINES, entry, gap, 0), placeOf(LINES, entry)), entry).toBe(true);
    }
  });
});

test.each<[string | null, boolean, Place]>([
  [null, false, at(null, "e")],
  ["b", false, at("G", "b")],
  ["G", false, at("G", null)],
  ["b", true, at(null, "G")],
  ["d", true, at(null, "d")],
])("a new line behind %s (a group: %s)", (chosen, isGroup, place) => {
  expect(placeForNew(LINES, chosen === null ? null : id(chosen), isGroup)).toEqual(place);
});
