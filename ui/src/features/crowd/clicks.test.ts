import { expect, test } from "vitest";
import { type ClickAction, isReady, reduce, shown, UNTOUCHED, unwritten } from "./clicks";

const after = (...actions: ClickAction[]) => actions.reduce(reduce, UNTOUCHED);
const told = (entries: number, exits = 0): ClickAction => ({ type: "told", own: { entries, exits } });
const IN: ClickAction = { type: "tapped", way: "in" };
const OUT: ClickAction = { type: "tapped", way: "out" };
const SENT: ClickAction = { type: "sent" };
const WRITTEN: ClickAction = { type: "written" };
const FAILED: ClickAction = { type: "failed" };

test("every tap counts at once, whatever is under way", () => {
  const clicks = after(told(40, 2), IN, IN, SENT, IN, OUT);
  expect(shown(clicks)).toEqual({ entries: 43, exits: 3 });
  expect(clicks.sending).toEqual({ entries: 2, exits: 0 });
  expect(clicks.waiting).toEqual({ entries: 1, exits: 1 });
});

test("taps before the program's count is known wait for it", () => {
  expect(isReady(after(IN))).toBe(false);
  expect(isReady(after(IN, told(40)))).toBe(true);
});

test("only one sum is under way at a time", () => {
  const clicks = after(told(0), IN, SENT, IN, SENT);
  expect(clicks.sending).toEqual({ entries: 1, exits: 0 });
  expect(clicks.waiting).toEqual({ entries: 1, exits: 0 });
});

test("a written sum is not sent again", () => {
  const clicks = after(told(40), IN, SENT, IN, WRITTEN);
  expect(clicks.written).toEqual({ entries: 41, exits: 0 });
  expect(unwritten(clicks)).toEqual({ entries: 1, exits: 0 });
  expect(unwritten(after(told(40), IN, SENT, WRITTEN, SENT))).toEqual({ entries: 0, exits: 0 });
});

test("a sum of which nobody knows is neither sent again nor dropped until the program's count is heard", () => {
  const clicks = after(told(40), IN, IN, SENT, FAILED, IN);
  expect(isReady(clicks)).toBe(false);
  expect(shown(clicks)).toEqual({ entries: 43, exits: 0 });
});

test("a sum that failed after it was written counts once", () => {
  const clicks = after(told(40), IN, IN, SENT, FAILED, IN, told(42));
  expect(shown(clicks)).toEqual({ entries: 43, exits: 0 });
  expect(unwritten(clicks)).toEqual({ entries: 1, exits: 0 });
});

test("a sum that was never written is sent with what came after", () => {
  const clicks = after(told(40), IN, IN, SENT, FAILED, OUT, told(40), SENT);
  expect(clicks.sending).toEqual({ entries: 2, exits: 1 });
  expect(shown(clicks)).toEqual({ entries: 42, exits: 1 });
});

test("an answer from before a sum was written does not take it back", () => {
  expect(shown(after(told(40), IN, SENT, told(40), WRITTEN))).toEqual({ entries: 41, exits: 0 });
});

test("however taps and answers fall, none is lost or counted twice", () => {
  // A program that writes some sums, fails some, and fails to answer for some that it wrote.
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let program = { entries: 100, exits: 20 };
  let clicks = reduce(UNTOUCHED, { type: "told", own: program });
  let taps = 0;
  const settle = (outcome: number) => {
    if (clicks.sending === null || clicks.doubtful) return;
    const { sending } = clicks;
    const writes = outcome < 0.8;
    if (writes)
      program = { entries: program.entries + sending.entries, exits: program.exits + sending.exits };
    clicks = reduce(clicks, outcome < 0.5 ? WRITTEN : FAILED);
  };
  for (let step = 0; step < 4_000; step += 1) {
    const what = random();
    if (what < 0.5) {
      taps += 1;
      clicks = reduce(clicks, random() < 0.7 ? IN : OUT);
    } else if (what < 0.7) clicks = reduce(clicks, SENT);
    else if (what < 0.9) settle(random());
    else clicks = reduce(clicks, { type: "told", own: program });
    const { entries, exits } = shown(clicks);
    expect(entries + exits).toBe(120 + taps);
  }
  for (let rest = 0; rest < 3; rest += 1) {
    settle(0.1);
    clicks = reduce(clicks, { type: "told", own: program });
    clicks = reduce(clicks, SENT);
    settle(0.1);
  }
  expect(program.entries + program.exits).toBe(120 + taps);
});
