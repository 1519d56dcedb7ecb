import { expect, test } from "vitest";
import { ERROR_WORDS } from "./errors";

test("every error says what happened and what to do, differently in each language", () => {
  const codes = Object.keys(ERROR_WORDS.en) as (keyof typeof ERROR_WORDS.en)[];
  expect(Object.keys(ERROR_WORDS.es).sort()).toEqual([...codes].sort());
  for (const code of codes) {
    for (const words of [ERROR_WORDS.en[code], ERROR_WORDS.es[code]]) {
      expect(words.what).toMatch(/\.$/);
      expect(words.todo).toMatch(/\.$/);
    }
    expect(ERROR_WORDS.en[code].what).not.toBe(ERROR_WORDS.es[code].what);
  }
});
