// What was typed into the line and not written yet, kept while the program runs: no change of rooms loses it.
import type { AttachmentLine } from "../../contract/AttachmentLine";

/** A line that is being typed. */
export interface Draft {
  readonly text: string;
  readonly attachments: readonly AttachmentLine[];
}

/** Nothing was typed. */
export const EMPTY: Draft = { text: "", attachments: [] };

let kept: Draft = EMPTY;

/** What was typed last. */
export function keptDraft(): Draft {
  return kept;
}

/** Keeps it. */
export function keepDraft(draft: Draft): void {
  kept = draft;
}

/** What stays of a draft once `written` is on disk: whatever was typed and attached meanwhile. */
export function afterWriting(now: Draft, written: Draft): Draft {
  const hashes = new Set(written.attachments.map(({ hash }) => hash));
  return {
    text: now.text.startsWith(written.text) ? now.text.slice(written.text.length) : now.text,
    attachments: now.attachments.filter(({ hash }) => !hashes.has(hash)),
  };
}
