import { expect, test } from "vitest";
import type { HandoverItem } from "../../contract/HandoverItem";
import type { HandoverState } from "../../contract/HandoverState";
import type { IncidentLine } from "../../contract/IncidentLine";
import { ended, itemKey, progress, takenKey, unitsOut, withTaken } from "./progress";

const items = (...taken: boolean[]) =>
  taken.map((one, seq) => ({ item: { author: "a", seq }, taken: one }) as HandoverItem);
const state = (...taken: boolean[]) =>
  ({ handover: { author: "a", seq: 9 }, to: "Jorge", items: items(...taken) }) as HandoverState;
const nextSeq = (of: HandoverState, after: string | null = null) => progress(of, after).next?.item.seq;

test("the next part is the first that nobody took", () => {
  expect(progress(state(true, false, false))).toMatchObject({ taken: 1, all: 3 });
  expect(nextSeq(state(true, false, false))).toBe(1);
  expect(nextSeq(state(true, true))).toBeUndefined();
});

test("whoever passes over a part comes back to it after the last", () => {
  const three = state(false, false, true);
  const key = (at: number) => itemKey(three.items[at] as HandoverItem);
  expect(nextSeq(three, key(0))).toBe(1);
  expect(nextSeq(three, key(1))).toBe(0);
  expect(nextSeq(three, "b/7")).toBe(0);
});

test("what was taken here is not offered again before the picture knows of it", () => {
  const three = state(false, false, true);
  const item = three.items[0]?.item as HandoverItem["item"];
  const here = new Set([takenKey(three.handover, item)]);
  expect(progress(withTaken(three, here))).toMatchObject({ taken: 2, next: { item: { seq: 1 } } });
  const later = { ...three, handover: { ...three.handover, seq: 12 } };
  expect(progress(withTaken(later, here)).taken).toBe(1);
});

test("a handover of nothing is at its end from the beginning", () => {
  expect(progress(state())).toEqual({ taken: 0, all: 0, next: null });
});

test.each([
  ["with everything taken", state(true, true), null, "done"],
  ["after its last part was taken here", state(true, false), "take", "done"],
  ["after it was called off here, with one part left", state(true, false), "withdraw", "gone"],
  ["elsewhere, with one part left", state(true, false), null, "over"],
  ["elsewhere, although a part was taken here", state(false, false), "take", "over"],
] as const)("a handover that disappears %s is told so", (_, last, own, how) => {
  expect(ended(last, null, own)).toBe(how);
});

test("a handover that goes on has not ended", () => {
  expect(ended(state(true, false), state(true, false), "take")).toBeNull();
  expect(ended(null, null, null)).toBeNull();
});

test("a unit at two incidents is out once", () => {
  const incident = (...units: string[]) => ({ units: units.map((unit) => ({ unit })) }) as IncidentLine;
  expect(unitsOut({ open: [incident("medic1", "sur"), incident("medic1")] })).toEqual(["medic1", "sur"]);
});
