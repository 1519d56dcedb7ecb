// What does not fit, in words.
import { useCallback } from "react";
import type { Conflict } from "../../contract/Conflict";
import { useWords } from "../../shared/language";
import { FIELD_WORDS } from "./field-words";
import { durationText } from "./typed";

/** Puts a conflict into words. */
export function useConflictText(): (conflict: Conflict) => string {
  const { rule } = useWords(FIELD_WORDS);
  return useCallback(
    ({ rule: which, by_ms, what }: Conflict) => rule[which](durationText(Math.abs(by_ms ?? 0)), what ?? ""),
    [rule],
  );
}
