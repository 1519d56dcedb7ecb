// A failed command on a screen: what happened and what to do, never the program's message.
import type { ReactNode } from "react";
import type { ErrorCode } from "../contract/ErrorCode";
import { ERROR_WORDS } from "./errors";
import { ToneIcon } from "./icons";
import { useWords } from "./language";
import css from "./shared.module.css";

/** Explains an error; `children` are what can be done about it right here. */
export function Failure({ code, children }: { code: ErrorCode | null; children?: ReactNode }) {
  const words = useWords(ERROR_WORDS);
  if (code === null) return null;
  return (
    <div className={css.failure} role="alert" data-testid="failure" data-code={code}>
      <ToneIcon tone="refused" size={20} />
      <p>
        <strong>{words[code].what}</strong> {words[code].todo}
      </p>
      {children}
    </div>
  );
}
