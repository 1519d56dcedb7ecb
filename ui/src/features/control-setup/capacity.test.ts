import { expect, test } from "vitest";
import { EMPTY, figure, readForm, sourceOf, widths } from "./capacity";

test.each([
  ["2.4", 2.4],
  [" 2,4 ", 2.4],
  ["240", 240],
  ["", null],
  ["-3", null],
  ["1e9", null],
  ["two", null],
  ["2.4.1", null],
])("%o is read as %o", (text, expected) => {
  expect(figure(text)).toBe(expected);
});

test.each([
  ["2.4 2.4 3", [2.4, 2.4, 3]],
  ["2,4; 3", [2.4, 3]],
  ["2,4, 3,1", [2.4, 3.1]],
  ["", []],
  ["2.4 wide", null],
  ["0", null],
])("exits %o are %o", (text, expected) => {
  expect(widths(text)).toEqual(expected);
});

test("what is left empty does not bind", () => {
  const read = readForm(EMPTY);
  expect(read).toMatchObject({ req: { area_m2: 0, exits_m: [], entry_per_minute: 0, certificate: null } });
});

test("what cannot be read is named, all of it at once", () => {
  const read = readForm({ ...EMPTY, area: "big", factor: "1.2", minutes: "", certificate: "20.5" });
  expect("wrong" in read && [...read.wrong].sort()).toEqual(["area", "certificate", "factor", "minutes"]);
});

test("a source names what binds and its sum", () => {
  const limit = (what: "area" | "exits", sum: string, binds: boolean) => ({
    what,
    sum,
    binds,
    persons: 1,
    source: "",
  });
  const names = { area: "Area", exits: "Exits", entry: "Entry", certificate: "Certificate" };
  const res = { persons: 1, limits: [limit("area", "240 m² × 2", true), limit("exits", "2.4 × 72", false)] };
  expect(sourceOf(res, names)).toBe("Area: 240 m² × 2");
});
