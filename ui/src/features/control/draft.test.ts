import { expect, test } from "vitest";
import type { AttachmentLine } from "../../contract/AttachmentLine";
import { afterWriting, EMPTY, keepDraft, keptDraft } from "./draft";

const file = (hash: string): AttachmentLine => ({ hash, name: hash, media: "", bytes: 1, here: true });

test("after the writing the line is empty", () => {
  const draft = { text: "med3 faint", attachments: [file("a")] };
  expect(afterWriting(draft, draft)).toEqual(EMPTY);
});

test("what was typed or attached while the disk worked stays", () => {
  const written = { text: "med3 faint", attachments: [file("a")] };
  const now = { text: "med3 faint143 onscene", attachments: [file("a"), file("b")] };
  expect(afterWriting(now, written)).toEqual({ text: "143 onscene", attachments: [file("b")] });
  expect(afterWriting({ text: "other", attachments: [] }, written).text).toBe("other");
});

test("a draft outlives its screen", () => {
  keepDraft({ text: "med", attachments: [] });
  expect(keptDraft().text).toBe("med");
  keepDraft(EMPTY);
});
