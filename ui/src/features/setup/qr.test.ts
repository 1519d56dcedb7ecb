import { expect, test } from "vitest";
import { qrPath } from "./qr";

const row = (text: string) => [...text].map((module) => module === "#");

test.each([
  ["nothing dark is no path", ["...", "..."], ""],
  ["a module stands behind the quiet zone", ["#"], "M4 4h1v1h-1z"],
  ["modules side by side are one box", ["##.#"], "M4 4h2v1h-2zM7 4h1v1h-1z"],
  ["rows are boxes of their own", ["#.", "#."], "M4 4h1v1h-1zM4 5h1v1h-1z"],
])("%s", (_, rows, path) => {
  expect(qrPath(rows.map(row))).toBe(path);
});
