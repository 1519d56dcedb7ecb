import { expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { LogEntry } from "../../contract/LogEntry";
import type { LogRes } from "../../contract/LogRes";
import { ALL, append, renew, request } from "./pages";

const entry = (seq: number, verbatim = "") =>
  ({ entry: { author: "a" as AuthorId, seq }, verbatim }) as LogEntry;
const page = (seqs: readonly number[], more: boolean): LogRes =>
  ({ now: 0, entries: seqs.map((seq) => entry(seq)), more }) as unknown as LogRes;
const seqs = ({ entries }: { entries: readonly LogEntry[] }) => entries.map(({ entry }) => entry.seq);

test("the first question asks from the end, the next from the last that is known", () => {
  expect(request({ ...ALL, words: "  bar " }, null)).toMatchObject({ words: "bar", before: null });
  expect(request(ALL, renew(null, page([9, 8], true))).before?.seq).toBe(8);
});

test("a page goes below the ones before, and nothing stands there twice", () => {
  const known = renew(null, page([9, 8], true));
  const both = append(known, page([8, 7, 6], false));
  expect(seqs(both)).toEqual([9, 8, 7, 6]);
  expect(both.more).toBe(false);
});

test("a renewed first page keeps what was fetched below it", () => {
  const known = append(renew(null, page([5, 4], true)), page([3, 2], true));
  const next = renew(known, page([7, 6, 5, 4], true));
  expect(seqs(next)).toEqual([7, 6, 5, 4, 3, 2]);
  expect(next.more).toBe(true);
});

test("a renewed page replaces: what was struck meanwhile is shown struck", () => {
  const known = renew(null, page([5], true));
  const next = renew(known, { ...page([], true), entries: [entry(5, "struck")] });
  expect(next.entries[0]?.verbatim).toBe("struck");
});

test("when so much came in that the pages do not meet, no gap is papered over", () => {
  const known = append(renew(null, page([5, 4], true)), page([3], false));
  const next = renew(known, page([99, 98], true));
  expect(seqs(next)).toEqual([99, 98]);
  expect(next.more).toBe(true);
});

test("an answer that is the whole log stands alone", () => {
  expect(seqs(renew(append(renew(null, page([5], true)), page([4], false)), page([6], false)))).toEqual([6]);
});
