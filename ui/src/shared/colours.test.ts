import { describe, expect, test } from "vitest";
import type { Tone } from "../contract/Tone";
import { contrast, DARK, LIGHT, VERDICT } from "./colours";

const TONES: Tone[] = ["admit", "exit", "used", "refused", "ask"];
const TEXT = 4.5;
const PARTS = 3;

test("contrast is computed as the guidelines do", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each([
  ["dark", DARK],
  ["light", LIGHT],
])("in the %s scheme", (_, scheme) => {
  const grounds = [scheme.back, scheme.surface, scheme.raised];

  test.each(["text", "dim"] as const)("%s text is readable on every surface", (name) => {
    for (const ground of grounds) expect(contrast(scheme[name], ground)).toBeGreaterThanOrEqual(TEXT);
  });

  test("borders of fields and focus rings are visible", () => {
    for (const ground of grounds) {
      expect(contrast(scheme.border, ground)).toBeGreaterThanOrEqual(PARTS);
      expect(contrast(scheme.focus, ground)).toBeGreaterThanOrEqual(PARTS);
    }
  });

  test.each(TONES)("the mark of %s is readable as text", (tone) => {
    for (const ground of grounds) expect(contrast(scheme.mark[tone], ground)).toBeGreaterThanOrEqual(TEXT);
  });
});

test.each(TONES)("words on the verdict %s are readable", (tone) => {
  expect(contrast(VERDICT[tone].on, VERDICT[tone].fill)).toBeGreaterThanOrEqual(TEXT);
});
