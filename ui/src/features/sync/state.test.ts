import { expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { CredentialId } from "../../contract/CredentialId";
import type { DoubleAdmission } from "../../contract/DoubleAdmission";
import type { SyncRes } from "../../contract/SyncRes";
import type { WallMs } from "../../contract/WallMs";
import { doubleKey, reduce, UNKNOWN, unseen } from "./state";

const ms = (at: number) => at as WallMs;
const once = (author: string, seq: number) => ({
  scan: { author: author as AuthorId, seq },
  at: ms(seq),
  checkpoint: null,
  device: null,
});
const double = (n: number): DoubleAdmission => ({
  credential: `c${n}` as CredentialId,
  name: null,
  product: null,
  first: once("north", n),
  second: once("south", n),
  gap_ms: 1,
});
const RES: SyncRes = {
  state: {
    connection: { state: "connected" },
    waiting: 5,
    waiting_since: ms(300),
    last_contact: ms(500),
    data_at: null,
    download: null,
    alarm: null,
    clock_ahead_ms: null,
  },
  link: null,
  devices: [],
  doubles: [double(1)],
};
const KNOWN = reduce(UNKNOWN, { type: "status", res: RES });
const heard = (...doubles: DoubleAdmission[]) =>
  reduce(KNOWN, { type: "push", push: { type: "heard", doubles } }).res?.doubles.map(doubleKey);

test("every scan says what waits, and never turns a time back", () => {
  const replica = { waiting: 6, waiting_since: ms(310), data_at: ms(400), last_contact: ms(450) };
  expect(reduce(KNOWN, { type: "replica", replica }).state).toMatchObject({
    waiting: 6,
    waiting_since: 310,
    data_at: 400,
    last_contact: 500,
    connection: { state: "connected" },
  });
});

test("what the gate heard before the exchange spoke is no state", () => {
  expect(
    reduce(UNKNOWN, {
      type: "replica",
      replica: { waiting: 1, waiting_since: ms(1), data_at: null, last_contact: null },
    }),
  ).toEqual(UNKNOWN);
});

test("a push replaces how it stands and keeps the lists", () => {
  const sync = { ...RES.state, waiting: 0 };
  expect(reduce(KNOWN, { type: "push", push: { type: "sync", sync } })).toEqual({ state: sync, res: RES });
});

test("double admissions that are heard come first, and once", () => {
  expect(heard(double(3), double(2))).toEqual([3, 2, 1].map((n) => doubleKey(double(n))));
  expect(heard(double(2), double(1))).toEqual([2, 1].map((n) => doubleKey(double(n))));
});

test("only those are new that nobody has seen, the newest first", () => {
  const all = [double(3), double(2), double(1)];
  expect(unseen(all, [])).toEqual(all);
  expect(unseen(all, [doubleKey(double(2))])).toEqual([double(3), double(1)]);
  expect(unseen(all, all.map(doubleKey))).toEqual([]);
});

test("a third admission of the same ticket is another double", () => {
  const third = { ...double(1), second: once("east", 9) };
  expect(unseen([third, double(1)], [doubleKey(double(1))])).toEqual([third]);
});
