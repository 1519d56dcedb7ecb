// The log as a list that grows downwards, page by page. Pure.
import type { LogEntry } from "../../contract/LogEntry";
import type { LogKind } from "../../contract/LogKind";
import type { LogReq } from "../../contract/LogReq";
import type { LogRes } from "../../contract/LogRes";
import type { WallMs } from "../../contract/WallMs";
import { recordKey } from "./records";

/** How many entries are fetched at once. */
export const PAGE = 100;

/** What is looked for. */
export interface Filter {
  readonly words: string;
  readonly kind: LogKind | null;
  readonly own: boolean;
  readonly from: WallMs | null;
  readonly until: WallMs | null;
}

/** Everything. */
export const ALL: Filter = { words: "", kind: null, own: false, from: null, until: null };

/** What is known of the log, the newest first. */
export interface Pages {
  readonly entries: readonly LogEntry[];
  readonly more: boolean;
}

/** The question for the first page, or for the one behind what is known. */
export function request(filter: Filter, known: Pages | null): LogReq {
  const last = known?.entries.at(-1);
  return { ...filter, words: filter.words.trim(), before: last?.entry ?? null, limit: PAGE };
}

/** The next page goes below what is known. */
export function append(known: Pages, page: LogRes): Pages {
  const keys = new Set(known.entries.map(({ entry }) => recordKey(entry)));
  const fresh = page.entries.filter(({ entry }) => !keys.has(recordKey(entry)));
  return { entries: [...known.entries, ...fresh], more: page.more };
}

/**
 * The first page, anew: it replaces what it covers, and what lay below it stays. Where nothing of it is known, the two do
 * not meet, and only the new page is kept.
 */
export function renew(known: Pages | null, page: LogRes): Pages {
  const last = page.entries.at(-1);
  if (known === null || last === undefined || !page.more) return { entries: page.entries, more: page.more };
  const meets = known.entries.findIndex(({ entry }) => recordKey(entry) === recordKey(last.entry));
  if (meets < 0) return { entries: page.entries, more: page.more };
  const fresh = new Set(page.entries.map(({ entry }) => recordKey(entry)));
  const below = known.entries.slice(meets + 1).filter(({ entry }) => !fresh.has(recordKey(entry)));
  return { entries: [...page.entries, ...below], more: known.more };
}
