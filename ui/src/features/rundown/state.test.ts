import { describe, expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { PlanRes } from "../../contract/PlanRes";
import type { WallMs } from "../../contract/WallMs";
import type { ColumnId } from "./cells";
import { delayedBy } from "./lines";
import { cueLine, id, otherLine, planOf } from "./samples";
import { EMPTY, moved, nextOpen, type RundownAction, type RundownState, reduce } from "./state";

const PLAN = planOf([cueLine("a"), cueLine("b"), cueLine("c")]);
const at = (entry: string, column: ColumnId = "title") => ({ entry: id(entry), column });
const after = (...actions: RundownAction[]): RundownState => actions.reduce(reduce, EMPTY);
const heard = (res: PlanRes): RundownAction => ({ type: "heard", res });
const answer = (res: PlanRes, turn = 1, goTo = false): RundownAction => ({ type: "answer", turn, res, goTo });

test("the keys begin at the first line", () => {
  expect(after(heard(PLAN)).cursor).toEqual(at("a"));
});

describe("when the line under the keys goes", () => {
  test.each([
    ["b", ["a", "c"], "c"],
    ["c", ["a", "b"], "b"],
    ["b", ["a", "b", "c"], "b"],
  ])("%s of what is left (%s): they are at %s", (from, left, to) => {
    const res = planOf(left.map((name) => cueLine(name)));
    const state = after(heard(PLAN), { type: "go", cursor: at(from) }, answer(res));
    expect(state.cursor?.entry).toBe(id(to));
  });

  test("of a plan that is empty they are nowhere", () => {
    expect(after(heard(PLAN), answer(planOf([]))).cursor).toBeNull();
  });
});

test("a line that did not change stays the same object, so that it is not drawn again", () => {
  const before = after(heard(PLAN));
  const next = reduce(before, answer(planOf([cueLine("a"), cueLine("b", { title: "New" }), cueLine("c")])));
  expect(next.res?.entries[0]).toBe(before.res?.entries[0]);
  expect(next.res?.entries[1]).not.toBe(before.res?.entries[1]);
  expect(next.res?.details).toBe(before.res?.details);
});

test("a line that was added is where one types next", () => {
  const more = planOf([cueLine("a"), cueLine("n"), cueLine("b"), cueLine("c")]);
  const state = after(heard(PLAN), answer(more, 1, true));
  expect(state.cursor).toEqual(at("n"));
  expect(state.editing).not.toBeNull();
});

test("a line that somebody else added takes the keys from nobody", () => {
  const more = planOf([cueLine("n"), ...PLAN.entries]);
  const state = after(heard(PLAN), { type: "go", cursor: at("b") }, heard(more));
  expect(state.cursor).toEqual(at("b"));
});

describe("a locked field", () => {
  const locked = planOf([{ ...cueLine("a"), locked: true }]);
  test("is not typed into, and says why", () => {
    const state = after(heard(locked), { type: "go", cursor: at("a", "duration") }, { type: "edit" });
    expect(state.editing).toBeNull();
    expect(state.said).toEqual({ what: "locked" });
  });

  test("leaves the text of its line open", () => {
    const state = after(heard(locked), { type: "edit" });
    expect(state.editing).not.toBeNull();
  });
});

test("what was typed stands until its own answer, not until an earlier one", () => {
  const sent = (turn: number): RundownAction => ({
    type: "sent",
    pending: { turn, cursor: at("a"), text: `text ${turn}` },
  });
  const state = after(heard(PLAN), sent(1), sent(2), answer(PLAN, 1));
  expect(state.pending.map(({ turn }) => turn)).toEqual([2]);
  expect(reduce(state, { type: "failed", turn: 2, code: "halted" }).pending).toEqual([]);
});

test("an answer clears a failure, what others did does not", () => {
  const failed = after(heard(PLAN), { type: "failed", turn: 1, code: "halted" });
  expect(reduce(failed, heard(PLAN)).failure).toBe("halted");
  expect(reduce(failed, answer(PLAN, 2)).failure).toBeNull();
});

describe("while somebody else calls", () => {
  const proposal: PlanRes["proposals"][number] = {
    id: { author: "d" as AuthorId, seq: 1 },
    who: "Norte 1",
    at: 0 as WallMs,
    lines: [],
  };
  const follows = planOf([...PLAN.entries], { proposes: true });
  const more = { ...follows, proposals: [proposal] };

  test("a change that became a proposal says so", () => {
    expect(after(heard(follows), answer(more)).said).toEqual({ what: "proposed" });
  });

  test("somebody else's proposal is not said to be ours", () => {
    expect(after(heard(follows), heard(more)).said).toBeNull();
  });
});

describe("moving about", () => {
  test.each([
    [1, 0, at("b")],
    [-1, 0, at("a")],
    [99, 0, at("c")],
    [0, -1, at("a", "number")],
    [0, -Infinity, at("a", "number")],
    [0, Infinity, at("a", "skip")],
    [Infinity, 0, at("c")],
  ])("%d down, %d right", (down, right, expected) => {
    expect(moved(PLAN, at("a"), down, right)).toEqual(expected);
  });

  test("Tab goes on in the next line, past what cannot be typed into", () => {
    const res = planOf([cueLine("a"), otherLine("d", { kind: "delay", by_ms: 0 }), cueLine("b")]);
    expect(nextOpen(res, at("a", "start"), 1)).toEqual(at("a", "duration"));
    expect(nextOpen(res, at("a", "duration"), 1)).toEqual(at("d", "duration"));
    expect(nextOpen(res, at("b", "number"), -1)).toEqual(at("d", "duration"));
    expect(nextOpen(res, at("b", "duration"), 1)).toBeNull();
    expect(nextOpen(res, at("a", "number"), -1)).toBeNull();
  });
});

describe("what applying a delay would write", () => {
  const hard = { kind: "hard", at: { date: null, time: "20:00:00", occurrence: null } } as const;
  const late = (name: string, own: boolean, delay_ms: number) => ({
    ...cueLine(name, own ? { start: hard } : {}),
    start: 1_000_000 as WallMs,
    delay_ms,
  });
  const delay = (name: string) => otherLine(name, { kind: "delay", by_ms: 300_000 });

  test("are the times of their own behind it, up to the next delay", () => {
    const res = planOf([
      late("a", true, 0),
      delay("d"),
      late("b", true, 300_000),
      late("c", false, 300_000),
      late("e", true, 0),
      delay("f"),
      late("g", true, 600_000),
    ]);
    expect(delayedBy(res, id("d"))).toEqual([{ name: "b", before: 700_000, after: 1_000_000 }]);
  });
});
