import { expect, test } from "vitest";
import type { HandoverItem } from "../../contract/HandoverItem";
import type { HandoverState } from "../../contract/HandoverState";
import type { IncidentLine } from "../../contract/IncidentLine";
import { ended, itemKey, progress, unitsOut } from "./progress";

const items = (...taken: boolean[]) =>
  taken.map((one, seq) => ({ item: { author: "a", seq }, taken: one }) as HandoverItem);
const state = (...taken: boolean[]) => ({ items: items(...taken) }) as HandoverState;
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

test("a handover of nothing is at its end from the beginning", () => {
  expect(progress(state())).toEqual({ taken: 0, all: 0, next: null });
});

test("a handover that disappears was done only when no more than the last part was open", () => {
  expect(ended(state(true, false), null)).toBe("done");
  expect(ended(state(true, true), null)).toBe("done");
  expect(ended(state(false, false), null)).toBe("gone");
  expect(ended(state(true, false), state(true, false))).toBe("no");
  expect(ended(null, null)).toBe("no");
});

test("a unit at two incidents is out once", () => {
  const incident = (...units: string[]) => ({ units: units.map((unit) => ({ unit })) }) as IncidentLine;
  expect(unitsOut({ open: [incident("medic1", "sur"), incident("medic1")] })).toEqual(["medic1", "sur"]);
});
