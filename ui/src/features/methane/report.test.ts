import { expect, test } from "vitest";
import type { LogEntry } from "../../contract/LogEntry";
import type { ReportState } from "../../contract/ReportState";
import { BLANK, changed, nameOf, spoken, trimmed, versions } from "./report";

const id = (seq: number) => ({ author: "a", seq }) as LogEntry["entry"];
const entry = (seq: number, location: string, struck = false) =>
  ({
    entry: id(seq),
    logged: seq * 1_000,
    struck: struck ? {} : null,
    did: [{ type: "reported", report: { ...BLANK, location } }],
  }) as unknown as LogEntry;
const newest = (seq: number, version: number, location: string): ReportState => ({
  record: id(seq),
  version,
  at: (seq * 1_000) as ReportState["at"],
  report: { ...BLANK, location },
  read_back: false,
});

test("the M is read out only when a major incident is declared", () => {
  const letters = (declared: boolean) =>
    spoken({ ...BLANK, declared })
      .map(({ letter }) => letter)
      .join("");
  expect(letters(true)).toBe("METHANE");
  expect(letters(false)).toBe("ETHANE");
  expect(nameOf(BLANK)).toBe("ETHANE");
});

test("a first report has nothing new in it, a later one what differs", () => {
  expect([...changed(null, { ...BLANK, kind: "crush" })]).toEqual([]);
  expect([...changed(BLANK, { ...BLANK, potential: "gas", dead: 1 })]).toEqual(["hazards", "casualties"]);
});

test("blanks around words are nobody's words", () => {
  expect(trimmed({ ...BLANK, access: "  gate C \n" }).access).toBe("gate C");
});

test("versions are the entries that stand and the newest once", () => {
  const entries = [entry(3, "first"), entry(5, "struck", true), entry(7, "second"), entry(9, "third")];
  const all = versions(entries, newest(9, 3, "third"));
  expect(all.map(({ number, report }) => [number, report.location])).toEqual([
    [1, "first"],
    [2, "second"],
    [3, "third"],
  ]);
});

test("the newest is shown before the entries know of it, and alone when they are not given", () => {
  expect(versions([entry(3, "first")], newest(9, 2, "second")).map(({ number }) => number)).toEqual([1, 2]);
  expect(versions([], newest(9, 4, "fourth")).map(({ number }) => number)).toEqual([4]);
  expect(versions([], null)).toEqual([]);
});
