import { expect, test } from "vitest";
import type { CrowdBand } from "../../contract/CrowdBand";
import { fullness, gauge } from "./gauge";

const BANDS: CrowdBand[] = [800, 900, 950, 1000].map((permille) => ({
  permille,
  persons: permille * 2,
  owner: "",
  action: "",
}));

test("the scale ends a tenth behind the capacity, and the bands follow each other without a gap", () => {
  const { capacity, bands, known } = gauge({
    known: 1_100,
    lower: 1_100,
    upper: 1_100,
    capacity: 2_000,
    bands: BANDS,
  });
  expect(capacity).toBeCloseTo(90.91, 2);
  expect(known).toBeCloseTo(50, 2);
  expect(bands.map(({ from }) => from).slice(1)).toEqual(bands.map(({ to }) => to).slice(0, -1));
  expect(bands.at(-1)?.to).toBe(100);
});

test("shares are written where they do not touch each other, the last one always", () => {
  const { bands } = gauge({ known: 0, lower: 0, upper: 0, capacity: 2_000, bands: BANDS });
  expect(bands.map(({ written }) => written)).toEqual([true, true, false, true]);
});

test("without doubt there is no interval, with a little it is still seen", () => {
  const zone = { known: 1_820, lower: 1_820, capacity: 20_000, bands: [] };
  expect(gauge({ ...zone, upper: 1_820 }).doubt).toBe(0);
  expect(gauge({ ...zone, upper: 1_821 }).doubt).toBe(0.6);
});

test.each([
  ["more than it may hold", { known: 2_500, lower: 2_500, upper: 3_000, capacity: 2_000, bands: BANDS }],
  ["fewer than nobody", { known: -4, lower: -4, upper: 9, capacity: 2_000, bands: BANDS }],
  ["nobody at all", { known: 0, lower: 0, upper: 0, capacity: null, bands: [] }],
  ["a zone that may hold nobody", { known: 3, lower: 3, upper: 3, capacity: 0, bands: BANDS }],
])("%s stays on the scale", (_, zone) => {
  const { lower, doubt, known, capacity, bands } = gauge(zone);
  for (const at of [lower, lower + doubt, known, capacity ?? 0, ...bands.flatMap((b) => [b.from, b.to])]) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(100);
  }
});

test("without a capacity there are no bands and no share", () => {
  const zone = gauge({ known: 40, lower: 40, upper: 50, capacity: null, bands: BANDS });
  expect(zone.bands).toEqual([]);
  expect(zone.capacity).toBeNull();
  expect(fullness({ upper: 40, capacity: null })).toBeNull();
});

test.each([
  [1_899, 94],
  [1_900, 95],
  [2_400, 120],
  [-1, 0],
])("%i of 2000 are %i %%", (upper, percent) => {
  expect(fullness({ upper, capacity: 2_000 })).toBe(percent);
});
