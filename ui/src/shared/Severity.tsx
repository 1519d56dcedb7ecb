// The mark of a severity: a shape with its digit, and a word beside it where there is room. Never a colour alone.
import type { Severity } from "../contract/Severity";
import { CONTROL_WORDS } from "./control-words";
import { useWords } from "./language";
import { digitOf } from "./severities";
import css from "./severity.module.css";

// A circle, a square, a triangle, an octagon: told apart at arm's length without any colour.
const SHAPES: Readonly<Record<Severity, string>> = {
  info: "M16 2a14 14 0 1 1 0 28 14 14 0 0 1 0-28Z",
  minor: "M3 3h26v26H3Z",
  serious: "M16 1 31.5 30H.5Z",
  critical: "M10 1h12l9 9v12l-9 9H10l-9-9V10Z",
};

interface SeverityMarkProps {
  readonly severity: Severity;
  readonly size?: number;
  /** With its word beside it; otherwise the word is only read aloud. */
  readonly word?: boolean;
}

/** The mark. */
export function SeverityMark({ severity, size = 28, word = false }: SeverityMarkProps) {
  const words = useWords(CONTROL_WORDS).severity;
  const digit = digitOf(severity);
  return (
    <span className={css.mark} data-severity={severity} data-testid="severity">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d={SHAPES[severity]} />
        <text x="16" y={severity === "serious" ? 26 : 22} textAnchor="middle">
          {digit}
        </text>
      </svg>
      <span className={word ? css.word : css.aloud}>{words[severity]}</span>
    </span>
  );
}
