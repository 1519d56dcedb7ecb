import { expect, test } from "vitest";
import type { EntryId } from "../../contract/EntryId";
import type { EntryKind } from "../../contract/EntryKind";
import type { LiveLine } from "../../contract/LiveLine";
import type { ShowLive } from "../../contract/ShowLive";
import type { Standing } from "../../contract/Standing";
import { ahead, callsOf, choose, fullName, lastGo, shortName, target } from "./lines";

const line = (entry: string, standing: Standing, kind: EntryKind = "cue", departments: string[] = []) =>
  ({
    entry: entry as EntryId,
    standing,
    kind,
    number: entry,
    title: `Title ${entry}`,
    calls: departments.map((department) => ({ department, text: "go", standby_at: null, ready: null })),
  }) as unknown as LiveLine;
const LINES = [
  line("Q1", "done"),
  line("Q2", "live", "cue", ["LX", "SND"]),
  line("G", "later", "group"),
  line("Q3", "skipped", "cue", ["LX"]),
  line("Q4", "next", "cue", ["SND", "LX"]),
  line("Q5", "later", "cue", ["SND"]),
];
const show = (more: Partial<ShowLive> = {}) =>
  ({ lines: LINES, next: "Q4" as EntryId, standby: null, ...more }) as ShowLive;
const names = (lines: readonly LiveLine[]) => lines.map(({ entry }) => entry as string);

test("only cues that are still to come come next", () => {
  expect(names(ahead(LINES))).toEqual(["Q4", "Q5"]);
});

test("GO goes to the cue in standby before the next one", () => {
  expect(target(show())?.number).toBe("Q4");
  const standby = { cue: "Q5" as EntryId } as ShowLive["standby"];
  expect(target(show({ standby }))?.number).toBe("Q5");
  expect(target(show({ next: null }))).toBeNull();
});

test("the GO that finished the show can be taken back as well", () => {
  const instance = { author: "north", seq: 30 };
  const finish = { instance, at: 1, ungo_until: 10_001 } as ShowLive["finish"];
  expect(lastGo(show({ live: null, finish }))).toBe(finish);
  expect(lastGo(show({ live: null, finish: null }))).toBeNull();
});

test("choosing moves through what is to come and stops at its ends", () => {
  const moves = (from: string | null, step: 1 | -1) => choose(show(), from as EntryId | null, step);
  expect([moves(null, 1), moves("Q4", 1), moves("Q5", 1), moves("Q4", -1)]).toEqual(["Q4", "Q5", "Q5", "Q4"]);
});

test("what was chosen and is no longer to come is let go of", () => {
  expect(choose(show(), "Q1" as EntryId, 1)).toBe("Q4");
});

test("a department sees its own calls alone", () => {
  const own = callsOf(LINES, "LX", ["standby", "next", "later"]);
  expect(own.map(({ line }) => line.number)).toEqual(["Q4"]);
  expect(callsOf(LINES, "LX", ["live"]).map(({ call }) => call.department)).toEqual(["LX"]);
});

test("a cue without a number is called by its title", () => {
  expect(shortName({ number: "", title: "Doors" })).toBe("Doors");
  expect(fullName({ number: "", title: "Doors" })).toBe("Doors");
  expect(fullName({ number: "Q1", title: "Doors" })).toBe("Q1 Doors");
});
