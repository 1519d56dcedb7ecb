// What was typed and not written yet, by incident: closing the report must not cost anybody their words.
import type { MethaneReport } from "../../contract/MethaneReport";
import type { RecordId } from "../../contract/RecordId";

const drafts = new Map<string, MethaneReport>();

function key({ author, seq }: RecordId): string {
  return `${author}/${seq}`;
}

/** What was typed for an incident. */
export function draftOf(incident: RecordId): MethaneReport | null {
  return drafts.get(key(incident)) ?? null;
}

/** Keeps it, as long as the program runs. */
export function keepDraft(incident: RecordId, report: MethaneReport): void {
  drafts.set(key(incident), report);
}

/** It was written. */
export function forgetDraft(incident: RecordId): void {
  drafts.delete(key(incident));
}
