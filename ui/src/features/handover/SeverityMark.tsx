// How bad an incident is, as one mark with its digit.
import type { Severity } from "../../contract/Severity";
import { useWords } from "../../shared/language";
import css from "./handover.module.css";
import { WORDS } from "./words";

const DIGITS: Readonly<Record<Severity, number>> = { info: 1, minor: 2, serious: 3, critical: 4 };

/** The mark. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const words = useWords(WORDS).severity;
  return (
    <span className={css.mark} data-severity={severity} role="img" aria-label={words[severity]}>
      {DIGITS[severity]}
    </span>
  );
}
