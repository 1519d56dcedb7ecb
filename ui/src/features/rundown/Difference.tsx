// What a file would do to the plan, line by line.
import type { RundownLine } from "../../contract/RundownLine";
import type { RundownWhat } from "../../contract/RundownWhat";
import { useWords } from "../../shared/language";
import { IMPORT_WORDS } from "./import-words";
import css from "./pages.module.css";
import { useFieldName } from "./useFieldName";

/** Marks that stand before the words, so that the column can be read down. */
const MARKS: Readonly<Record<RundownWhat, string>> = { add: "+", change: "≠", move: "↕", remove: "−" };

/** The list, in the order of the file. */
export function Difference({ lines }: { lines: readonly RundownLine[] }) {
  const words = useWords(IMPORT_WORDS);
  const fieldName = useFieldName();
  if (lines.length === 0) return null;
  return (
    <ul className={css.lines}>
      {lines.map(({ name, what, fields }, at) => (
        // A line is its place in the answer.
        <li key={at} className={css.line} data-testid="rundown-line" data-what={what}>
          <span className={css.what} data-what={what}>
            <span aria-hidden="true">{MARKS[what]}</span> {words.what[what]}
          </span>
          <span className={css.name}>{name}</span>
          {fields.length > 0 && (
            <ul className={css.fields}>
              {fields.map(({ field, before, after }) => (
                <li key={field}>
                  <span className={css.field}>{fieldName(field)}</span>{" "}
                  {what !== "add" && (
                    <>
                      <s>{before || words.empty}</s> →{" "}
                    </>
                  )}
                  <strong>{after || words.empty}</strong>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
