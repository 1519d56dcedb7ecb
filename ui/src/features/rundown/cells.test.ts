import { describe, expect, test } from "vitest";
import type { PlanField } from "../../contract/PlanField";
import { cellOf, columnsOf, isOpen, toggled, typedInto } from "./cells";
import { cueLine, details, id, otherLine } from "./samples";

const DETAILS = details([
  { key: "voice", title: "Voices", kind: { kind: "person" } },
  { key: "cam", title: "Camera", kind: { kind: "choice", options: ["A", "B"] } },
  { key: "ok", title: "Checked", kind: { kind: "check" } },
]);
const cue = cueLine("a", { title: "Opening", duration_ms: 240_000, columns: { cam: "A" } });
const set = (field: PlanField) => ({ edit: { edit: "set", entry: id("a"), field } });

test("the show's own columns stand behind those of every plan", () => {
  expect(columnsOf(DETAILS).slice(-4)).toEqual(["skip", "own voice", "own cam", "own ok"]);
});

describe("typing into a cell", () => {
  test.each([
    ["number", " Q7 ", set({ field: "number", value: "Q7" })],
    ["duration", "90s", set({ field: "duration", value: 90_000 })],
    ["duration", "4:00", { same: true }],
    ["duration", "soon", { unreadable: "duration" }],
    ["duration", "-4:00", { unreadable: "duration" }],
    ["start", "", { same: true }],
    ["start", "nine", { unreadable: "start" }],
    ["own voice", "Ana, Julián", set({ field: "column", value: { key: "voice", value: "Ana, Julián" } })],
    ["own cam", "B", set({ field: "column", value: { key: "cam", value: "B" } })],
    ["own cam", "A", { same: true }],
    ["end", "21:00", { same: true }],
  ] as const)("%s: %s", (column, text, expected) => {
    expect(typedInto(cue, column, text, DETAILS)).toEqual(expected);
  });

  test("a delay may be negative, a cue's duration may not", () => {
    const delay = otherLine("a", { kind: "delay", by_ms: 0 });
    expect(typedInto(delay, "duration", "-2:00", DETAILS)).toEqual(set({ field: "delay", value: -120_000 }));
  });

  test("a group's target is taken away by typing nothing", () => {
    const group = otherLine("a", {
      kind: "group",
      title: "G",
      colour: null,
      target_ms: 60_000,
      duration_ms: 0,
    });
    expect(typedInto(group, "duration", "", DETAILS)).toEqual(set({ field: "target", value: null }));
  });
});

describe("a line that is live or over", () => {
  const locked = { ...cue, locked: true };
  test.each([
    ["title", true],
    ["number", true],
    ["flag", true],
    ["own voice", true],
    ["start", false],
    ["duration", false],
    ["skip", false],
  ] as const)("%s can be changed: %s", (column, open) => {
    expect(isOpen(cellOf(locked, column, DETAILS))).toBe(open);
  });
});

test("a toggle turns, a locked one does not", () => {
  expect(toggled(cue, "flag", DETAILS)).toEqual(set({ field: "flag", value: true }).edit);
  expect(toggled(cue, "own ok", DETAILS)).toEqual(
    set({ field: "column", value: { key: "ok", value: "yes" } }).edit,
  );
  expect(toggled({ ...cue, locked: true }, "skip", DETAILS)).toBeNull();
  expect(toggled(cue, "title", DETAILS)).toBeNull();
});
