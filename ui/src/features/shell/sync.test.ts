import { expect, test } from "vitest";
import type { WallMs } from "../../contract/WallMs";
import { FRESH_MS, syncSaid } from "./sync";

const NOW = 10_000_000;
const at = (ms: number | null) => ms as WallMs | null;

test.each([
  ["a device that never heard the store is offline", { waiting: 0, last_contact: null }, false],
  ["fresh contact and nothing waiting is synced", { waiting: 0, last_contact: NOW - FRESH_MS }, true],
  ["fresh contact with records waiting is not", { waiting: 1, last_contact: NOW }, false],
  ["old contact is offline", { waiting: 0, last_contact: NOW - FRESH_MS - 1 }, false],
])("%s", (_, { waiting, last_contact }, synced) => {
  expect(syncSaid({ waiting, last_contact: at(last_contact), data_at: null }, NOW).synced).toBe(synced);
});

test("data never comes from the future", () => {
  expect(syncSaid({ waiting: 0, last_contact: null, data_at: at(NOW + 5_000) }, NOW).dataAgeMs).toBe(0);
});
