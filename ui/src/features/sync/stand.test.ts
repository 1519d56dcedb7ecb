import { describe, expect, test } from "vitest";
import type { SyncState } from "../../contract/SyncState";
import type { WallMs } from "../../contract/WallMs";
import { agoSaid, chipText, clockOff, explained, percentOf, standOf, told, toneOf, YOUNG_MS } from "./stand";
import { STAND_WORDS } from "./stand-words";

const NOW = 100_000_000;
const at = (msAgo: number) => (NOW - msAgo) as WallMs;
const STATE: SyncState = {
  connection: { state: "connected" },
  waiting: 0,
  waiting_since: null,
  last_contact: at(0),
  data_at: at(18 * 60_000),
  download: null,
  alarm: null,
  clock_ahead_ms: null,
};
const OFFLINE = { connection: { state: "offline", since: null } } as const;
const SIGN_IN = { connection: { state: "parked", reason: "sign_in" } } as const;
const FORMATS = { time: () => "21:04", count: (value: number) => value.toLocaleString("en-GB") };

/** The chip's text as a person reads it. */
function chip(more: Partial<SyncState>, language: "en" | "es" = "en"): string {
  const { what, waiting, data } = chipText({ ...STATE, ...more }, STAND_WORDS[language], FORMATS, NOW);
  return [what, waiting, data].filter(Boolean).join(" · ");
}

describe("the chip says", () => {
  test.each<[Partial<SyncState>, string]>([
    [{}, "All synced 21:04"],
    [{ last_contact: null }, "All synced"],
    [{ waiting: 12 }, "Sending · 12 waiting"],
    [{ ...OFFLINE, waiting: 132 }, "Offline · 132 waiting · data 18 min old"],
    [{ ...OFFLINE, waiting: 1_320 }, "Offline · 1,320 waiting · data 18 min old"],
    [{ ...OFFLINE }, "Offline · data 18 min old"],
    [{ ...OFFLINE, data_at: null }, "Offline · no list yet"],
    [{ ...OFFLINE, data_at: at(-5_000) }, "Offline · data <1 min old"],
    [{ ...SIGN_IN, waiting: 132 }, "Parked: sign in again"],
    [{ connection: { state: "alone" }, waiting: 132 }, "Not connected to a store"],
    [{ connection: { state: "connecting" }, waiting: 132 }, "Connecting · 132 waiting"],
    [{ download: { done: 42, total: 100 } }, "Downloading 42 %"],
    [{ ...OFFLINE, download: { done: 42, total: 100 } }, "Offline · data 18 min old"],
    [{ alarm: "stuck", waiting: 132 }, "Stuck · 132 waiting"],
    [{ ...SIGN_IN, alarm: "clock" }, "Parked: sign in again"],
  ])("%o → %s", (state, text) => {
    expect(chip(state)).toBe(text);
  });

  test("the same in Spanish", () => {
    expect(chip({ ...OFFLINE, waiting: 132 }, "es")).toBe(
      "Sin conexión · 132 en espera · datos de hace 18 min",
    );
    expect(chip(SIGN_IN, "es")).toBe("Detenida: vuelve a entrar");
  });
});

describe("what waits is told", () => {
  const waits = (msAgo: number, more: Partial<SyncState> = {}) =>
    told({ ...STATE, waiting: 2, waiting_since: at(msAgo), ...more }, NOW).waiting;

  test("on a good line only when it has waited for long", () => {
    expect([0, 900, YOUNG_MS - 1, YOUNG_MS, 60_000].map((msAgo) => waits(msAgo))).toEqual([0, 0, 0, 2, 2]);
    expect(waits(-3_000)).toBe(0); // The screen's clock beats every few seconds: a scan may be newer.
  });

  test("at once on any other line", () => {
    expect(waits(0, OFFLINE)).toBe(2);
    expect(waits(0, SIGN_IN)).toBe(2);
    expect(waits(0, { connection: { state: "connecting" } })).toBe(2);
  });

  test("so a busy gate that gets through says that all is well", () => {
    const busy = told({ ...STATE, waiting: 1, waiting_since: at(400) }, NOW);
    expect(standOf(busy)).toBe("synced");
    expect(toneOf(busy)).toBe("admit");
  });
});

test("only what is synced is green, only what needs somebody asks", () => {
  expect(toneOf(STATE)).toBe("admit");
  expect(toneOf({ ...STATE, ...OFFLINE })).toBeNull();
  expect(toneOf({ ...STATE, waiting: 1 })).toBeNull();
  expect(toneOf({ ...STATE, ...SIGN_IN })).toBe("ask");
  expect(toneOf({ ...STATE, alarm: "clock" })).toBe("ask");
});

test("a download shows only while it can go on", () => {
  const download = { done: 1, total: 2 };
  expect(standOf({ ...STATE, download })).toBe("downloading");
  expect(standOf({ ...STATE, ...OFFLINE, download })).toBe("offline");
});

test.each([
  [{ done: 0, total: 0 }, 0],
  [{ done: 4_381, total: 10_432 }, 41],
  [{ done: 10_431, total: 10_432 }, 99],
  [{ done: 12, total: 10 }, 100],
])("%o is %d %%", (download, percent) => {
  expect(percentOf(download)).toBe(percent);
});

test.each([
  [null, null],
  [2_000, null],
  [-1_999, null],
  [2_001, 2_001],
  [-204_300, -204_300],
])("a clock %s ms ahead is off by %s", (clock_ahead_ms, off) => {
  expect(clockOff({ ...STATE, clock_ahead_ms })).toBe(off);
});

test("a wrong clock says by how much, and which way", () => {
  const said = (ms: number) =>
    explained({ ...STATE, alarm: "clock", clock_ahead_ms: ms }, STAND_WORDS.en).means;
  expect(said(-204_300)).toBe("This device's clock: 3 min 24 s behind.");
  expect(said(4_000)).toBe("This device's clock: 4 s ahead.");
});

test("what stops everything is explained before what is wrong", () => {
  expect(explained({ ...STATE, ...SIGN_IN, alarm: "clock" }, STAND_WORDS.en).title).toBe("Sign in again");
});

test.each([
  [-5_000, "just now"],
  [59_999, "just now"],
  [60_000, "1 min ago"],
  [3 * 86_400_000, "3 d ago"],
])("%d ms back is %s", (ms, text) => {
  expect(agoSaid(ms, STAND_WORDS.en.facts)).toBe(text);
});
