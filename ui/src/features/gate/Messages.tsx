// What became of the last thing the operator did: an undo, or something that failed.
import { CloseButton } from "@mantine/core";
import { useEffect } from "react";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./search.module.css";
import type { Gate } from "./useGate";
import { WORDS } from "./words";

const SHOWN_MS = 6_000;

/** The message, for a while. */
export function Messages({ gate }: { gate: Gate }) {
  const words = useWords(WORDS);
  const { undone, failure, halted } = gate.state;
  const { forget } = gate;
  useEffect(() => {
    if (undone === null && failure === null) return;
    const timer = setTimeout(forget, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [undone, failure, forget]);
  return (
    <div className={css.messages}>
      {/* A halt has its own banner. */}
      {failure !== null && !halted && (
        <Failure code={failure}>
          <CloseButton size={44} onClick={forget} aria-label={words.look.close} />
        </Failure>
      )}
      {undone !== null && (
        <p className={css.message} role="status" data-testid="undo-result" data-result={undone}>
          <ToneIcon tone={undone === "undone" || undone === "already_undone" ? "admit" : "ask"} size={20} />
          {words.undo[undone]}
        </p>
      )}
    </div>
  );
}
