import { describe, expect, test } from "vitest";
import { paintGrey, readFrame } from "./frame";

function bytes(width: number, height: number, number: number, corners: [number, number][], extra = 0) {
  const buffer = new ArrayBuffer(10 + corners.length * 4 + width * height + extra);
  const view = new DataView(buffer);
  view.setUint16(0, width, true);
  view.setUint16(2, height, true);
  view.setUint32(4, number, true);
  view.setUint16(8, corners.length, true);
  corners.forEach(([x, y], i) => {
    view.setUint16(10 + i * 4, x, true);
    view.setUint16(12 + i * 4, y, true);
  });
  new Uint8Array(buffer, 10 + corners.length * 4).fill(0x80);
  return buffer;
}

describe("a camera picture", () => {
  test("is read with its number, its corners and its pixels", () => {
    const frame = readFrame(
      bytes(4, 3, 70_000, [
        [1, 2],
        [3, 0],
      ]),
    );
    expect(frame).toMatchObject({
      width: 4,
      height: 3,
      number: 70_000,
      corners: [
        [1, 2],
        [3, 0],
      ],
    });
    expect(frame?.grey).toHaveLength(12);
  });

  test("without corners is read", () => {
    expect(readFrame(bytes(2, 2, 1, []))?.corners).toEqual([]);
  });

  test.each([
    ["nothing", new ArrayBuffer(0)],
    ["half a head", new ArrayBuffer(7)],
    ["no pixels", bytes(0, 4, 1, [])],
    ["a byte too many", bytes(4, 4, 1, [], 1)],
    ["corners that are not there", bytes(4, 4, 1, []).slice(0, 12)],
  ])("%s is no picture", (_, buffer) => {
    expect(readFrame(buffer)).toBeNull();
  });

  test("becomes opaque grey", () => {
    const frame = readFrame(bytes(2, 1, 1, []));
    const out = new Uint8ClampedArray(8);
    if (frame) paintGrey(frame, out);
    expect([...out]).toEqual([128, 128, 128, 255, 128, 128, 128, 255]);
  });
});
