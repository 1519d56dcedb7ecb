// The names of records, to tell them apart. Pure.
import type { RecordId } from "../../contract/RecordId";

/** A record's name as a text. */
export function recordKey({ author, seq }: RecordId): string {
  return `${author}/${seq}`;
}

/** True when both are the same record; also when neither is one. */
export function isSame(a: RecordId | null, b: RecordId | null): boolean {
  return a === b || (a !== null && b !== null && recordKey(a) === recordKey(b));
}
