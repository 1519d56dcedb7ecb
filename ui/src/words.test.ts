import { describe, expect, test } from "vitest";
import type { InBoth } from "./shared/words";

// Every file that holds words exports them as `…WORDS`; each text must exist in both languages and say something.
const files = import.meta.glob<Record<string, unknown>>(["./**/*words.ts", "./shared/errors.ts"], {
  eager: true,
});

const tables = Object.entries(files).flatMap(([file, exports]) =>
  Object.entries(exports)
    .filter(([name]) => name.endsWith("WORDS"))
    .map(([name, words]) => [`${file} ${name}`, words as InBoth<unknown>] as const),
);

function leaves(value: unknown, path = ""): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  }
  return [`${path} ${typeof value}`];
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

test("there are words", () => {
  expect(tables.length).toBeGreaterThanOrEqual(6);
});

describe.each(tables)("%s", (_, words) => {
  test("has the same texts in both languages", () => {
    expect(leaves(words.es)).toEqual(leaves(words.en));
  });

  test("has no empty text", () => {
    for (const text of [...texts(words.en), ...texts(words.es)]) expect(text.trim()).not.toBe("");
  });
});
