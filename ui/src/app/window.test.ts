import { expect, test } from "vitest";
import { windowOf } from "./window";

test.each([
  ["", null],
  ["?scene=quiet", null],
  ["?window=timer", null],
  ["?window=setup&show=1", null],
  ["?window=timer&show=1", { view: "timer", show: "1", department: "" }],
  [
    "?window=department&show=1&department=Luz%20%26%20v%C3%ADdeo",
    { view: "department", show: "1", department: "Luz & vídeo" },
  ],
])("the address %s is the window %o", (query, expected) => {
  expect(windowOf(query)).toEqual(expected);
});
