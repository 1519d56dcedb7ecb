import { expect, test } from "vitest";
import { base64, PIECE_BYTES, pieces } from "./staging";

test.each([
  [0, []],
  [1, [[0, 1]]],
  [10, [[0, 10]]],
  [
    11,
    [
      [0, 10],
      [10, 11],
    ],
  ],
  [
    30,
    [
      [0, 10],
      [10, 20],
      [20, 30],
    ],
  ],
])("%i bytes are cut into %o", (size, expected) => {
  expect(pieces(size, 10)).toEqual(expected);
});

test("bytes survive Base64, more than a stack holds too", () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_, i) => (i * 7) % 256);
  expect(new Uint8Array(Buffer.from(base64(bytes), "base64"))).toEqual(bytes);
});

test("every whole piece is a whole number of Base64 groups but the last", () => {
  expect(base64(new Uint8Array(3))).toBe("AAAA");
  expect(PIECE_BYTES % 4).toBe(0);
});
