import { describe, expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { Counters } from "../../contract/Counters";
import type { GateRes } from "../../contract/GateRes";
import type { Push } from "../../contract/Push";
import type { ShownScan } from "../../contract/ShownScan";
import type { WallMs } from "../../contract/WallMs";
import { EMPTY, type GateState, RECENT, reduce, scanKey, undoable } from "./state";

const COUNTERS: Counters = {
  entries: 0,
  exits: 0,
  refused: 0,
  inside: 0,
  capacity: null,
  per_minute: [],
  last_minute: 0,
};
const REPLICA = { waiting: 0, waiting_since: null, data_at: null, last_contact: null };

function status(recent: ShownScan[] = []): GateRes {
  return {
    post: null,
    checkpoints: [],
    counters: COUNTERS,
    recent,
    camera: { state: "off" },
    replica: REPLICA,
  };
}

function scan(seq: number | null, more: Partial<Pick<ShownScan, "undo_until" | "undone">> = {}): ShownScan {
  return {
    scan: seq === null ? null : { author: "a" as AuthorId, seq },
    at: 1_000 as WallMs,
    checkpoint: "c" as CheckpointId,
    checkpoint_name: "Gate",
    direction: "in",
    source: "camera",
    rule: 14,
    tone: "admit",
    holder: null,
    signature_only: false,
    undo_until: 11_000 as WallMs,
    undone: false,
    verdict: "admit",
    ...more,
  };
}

const push = (of: ShownScan, entries = 1): Push => ({
  type: "scan",
  scan: of,
  counters: { ...COUNTERS, entries },
  replica: { ...REPLICA, waiting: entries },
});

const ready: GateState = reduce(EMPTY, { type: "status", res: status() });

describe("a scan", () => {
  test("is shown and heads the list", () => {
    const next = reduce(ready, { type: "push", push: push(scan(1)) });
    expect(scanKey(next.shown?.scan ?? null)).toBe("a/1");
    expect(next.res?.recent).toHaveLength(1);
    expect(next.res?.counters.entries).toBe(1);
    expect(next.res?.replica.waiting).toBe(1);
  });

  test.each([
    ["push then answer", ["push", "answer"]],
    ["answer then push", ["answer", "push"]],
  ] as const)("that arrives twice, %s, is listed once", (_, order) => {
    const next = order.reduce(
      (state: GateState, how) =>
        reduce(
          state,
          how === "push" ? { type: "push", push: push(scan(1), 7) } : { type: "answer", scan: scan(1) },
        ),
      ready,
    );
    expect(next.res?.recent).toHaveLength(1);
    expect(next.res?.counters.entries).toBe(7);
  });

  test("that faded does not come back with its late answer", () => {
    let next = reduce(ready, { type: "push", push: push(scan(1)) });
    next = reduce(next, { type: "fade" });
    expect(reduce(next, { type: "answer", scan: scan(1) }).shown).toBeNull();
  });

  test("pushes the eleventh out of the list", () => {
    const many = Array.from({ length: 12 }, (_, i) => scan(i));
    const next = many.reduce((state, one) => reduce(state, { type: "push", push: push(one) }), ready);
    expect(next.res?.recent).toHaveLength(RECENT);
    expect(scanKey(next.res?.recent[0]?.scan ?? null)).toBe("a/11");
  });

  test("takes the place of somebody who was looked at", () => {
    const looked = reduce(ready, { type: "answer", scan: scan(null) });
    expect(looked.look).not.toBeNull();
    expect(looked.res?.recent).toEqual([]);
    expect(reduce(looked, { type: "push", push: push(scan(1)) }).look).toBeNull();
  });
});

describe("undo", () => {
  test("marks the scan and takes its verdict away", () => {
    const shown = reduce(ready, { type: "push", push: push(scan(1)) });
    const next = reduce(shown, {
      type: "undone",
      scan: { author: "a" as AuthorId, seq: 1 },
      result: "undone",
    });
    expect(next.shown).toBeNull();
    expect(next.res?.recent[0]?.undone).toBe(true);
  });

  test("that came too late changes nothing but the message", () => {
    const shown = reduce(ready, { type: "push", push: push(scan(1)) });
    const next = reduce(shown, {
      type: "undone",
      scan: { author: "a" as AuthorId, seq: 1 },
      result: "too_late",
    });
    expect(next.res?.recent[0]?.undone).toBe(false);
    expect(next.undone).toBe("too_late");
  });

  test.each([
    ["the newest pass", [scan(2), scan(1)], 5_000, "a/2"],
    ["the pass under a refusal", [scan(2, { undo_until: null }), scan(1)], 5_000, "a/1"],
    ["no pass that was taken back", [scan(2, { undone: true }), scan(1)], 5_000, "a/1"],
    ["nothing after its time", [scan(2), scan(1)], 11_001, ""],
    ["nothing when there is nothing", [], 0, ""],
  ])("takes back %s", (_, recent, now, expected) => {
    expect(scanKey(undoable(recent, now)?.scan ?? null)).toBe(expected);
  });
});

test("a halt stays until the event was opened again", () => {
  const halted = reduce(ready, { type: "failed", code: "halted" });
  expect(halted.halted).toBe(true);
  expect(reduce(halted, { type: "dismiss" }).halted).toBe(true);
  expect(reduce(halted, { type: "reopened" }).halted).toBe(false);
});
