// Fields by the names that people know.
import { useCallback } from "react";
import { useWords } from "../../shared/language";
import { FIELD_WORDS, type FieldName } from "./field-words";

/** A field's name; what is no field of every plan is a column's title already. */
export function useFieldName(): (field: string) => string {
  const { field: names } = useWords(FIELD_WORDS);
  return useCallback((field: string) => (field in names ? names[field as FieldName] : field), [names]);
}
