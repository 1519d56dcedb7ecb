import { describe, expect, test } from "vitest";
import { type Burst, type Stroke, step } from "./burst";

interface Typing {
  readonly keys: readonly string[];
  readonly gap: number;
  readonly chord?: boolean;
  readonly repeat?: boolean;
}

/** Types one after the other, with a pause of a second between, and answers with every scan. */
function scans(...typings: Typing[]): string[] {
  const found: string[] = [];
  let burst: Burst | null = null;
  let at = 0;
  for (const { keys, gap, chord = false, repeat = false } of typings) {
    at += 1_000;
    for (const key of keys) {
      const stroke: Stroke = { key, at, chord, repeat };
      const result = step(burst, stroke);
      burst = result.burst;
      if (result.scan !== null) found.push(result.scan);
      at += gap;
    }
  }
  return found;
}

const keys = (text: string, end: string) => [...text, end];

describe("a scanner", () => {
  test.each([
    ["ending in Enter", keys("GH1:6BF+70", "Enter"), 5, ["GH1:6BF+70"]],
    ["ending in Tab", keys("GH1:6BF+70", "Tab"), 5, ["GH1:6BF+70"]],
    ["at the slowest pace", keys("ABCDEF", "Enter"), 34, ["ABCDEF"]],
    ["that sends spaces", keys("GH1:A B C", "Enter"), 3, ["GH1:A B C"]],
    [
      "that holds Shift for capitals",
      ["Shift", "G", "Shift", "H", "1", "2", "3", "4", "Enter"],
      8,
      ["GH1234"],
    ],
    ["that is too slow to be one", keys("ABCDEF", "Enter"), 36, []],
    ["with a text too short to be one", keys("ABCDE", "Enter"), 5, []],
    ["that ends in nothing", [..."GH1:6BF+70"], 5, []],
    ["interrupted by an arrow key", ["A", "B", "C", "ArrowLeft", "D", "E", "F", "Enter"], 5, []],
  ])("%s", (_, typed, gap, expected) => {
    expect(scans({ keys: typed, gap })).toEqual(expected);
  });

  test("after a person typed half a word is still recognised whole", () => {
    expect(scans({ keys: [..."gar"], gap: 180 }, { keys: keys("GH1:ABCDEF", "Enter"), gap: 4 })).toEqual([
      "GH1:ABCDEF",
    ]);
  });

  test("twice in a row gives two scans", () => {
    const once = { keys: keys("GH1:ABCDEF", "Enter"), gap: 4 };
    expect(scans(once, once)).toHaveLength(2);
  });
});

describe("a person", () => {
  test.each([
    ["typing fast", { keys: keys("garcia lopez", "Enter"), gap: 60 }],
    ["typing and hesitating before Enter", { keys: keys("garcia", "Enter"), gap: 101 }],
    ["holding a key down", { keys: keys("aaaaaaaaaa", "Enter"), gap: 30, repeat: true }],
    ["pressing a shortcut", { keys: keys("abcdef", "Enter"), gap: 5, chord: true }],
  ])("%s is not a scanner", (_, typing) => {
    expect(scans(typing)).toEqual([]);
  });

  test("who presses Enter long after a burst is left alone", () => {
    expect(scans({ keys: [..."GH1:ABCDEF"], gap: 4 }, { keys: ["Enter"], gap: 0 })).toEqual([]);
  });
});
