import { expect, test } from "vitest";
import type { Column } from "../../contract/Column";
import { keyFor } from "./columns";

const column = (key: string): Column => ({ key, title: key, kind: { kind: "text" } });

test.each([
  ["Voices", [], "voices"],
  ["Cámara 2 (grúa)", [], "camara_2_grua"],
  ["声", [], "column"],
  ["Voices", ["voices"], "voices_2"],
  ["Voices", ["voices", "voices_2"], "voices_3"],
])("%s beside %s gets the key %s", (title, taken, key) => {
  expect(keyFor(title, taken.map(column))).toBe(key);
});
