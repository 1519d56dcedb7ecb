// Somebody found by searching: who they are and what the answer would be. Nothing has happened yet, so the colour of a
// verdict does not fill the place.
import { Button } from "@mantine/core";
import type { ShownScan } from "../../contract/ShownScan";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import type { Gate } from "./useGate";
import css from "./verdict.module.css";
import { said, VERDICT_WORDS } from "./verdict-words";
import { Attention, Who } from "./Who";
import { WORDS } from "./words";

/** What a second Enter would do, if it may do anything. */
export function lookAction(scan: ShownScan): "admit" | "exit" | "admit_unpaid" | null {
  if (scan.verdict === "admit" || scan.verdict === "exit") return scan.verdict;
  return scan.verdict === "unpaid" && scan.may_admit ? "admit_unpaid" : null;
}

/** Does what a second Enter does. */
export function actOn(scan: ShownScan, gate: Gate): void {
  const action = lookAction(scan);
  if (action !== null && scan.holder) void gate.admit(scan.holder.credential, action === "admit_unpaid");
}

/** The card of somebody who was looked at. */
export function Look({ scan, gate }: { scan: ShownScan; gate: Gate }) {
  const words = useWords(WORDS);
  const text = said(scan, useWords(VERDICT_WORDS), useTimes().moment);
  const action = lookAction(scan);
  const holder = scan.holder;
  const label =
    action === "exit" ? words.look.exit : action === "admit" ? words.look.admit : words.admitAnyway;
  return (
    <div className={css.look} data-testid="look" data-verdict={scan.verdict} role="status">
      <p className={css.lookTitle}>{words.look.title}</p>
      {holder && <Who holder={holder} />}
      <p className={css.lookVerdict} data-tone={scan.tone}>
        <ToneIcon tone={scan.tone} size={28} />
        <span>
          {words.look.would}: <strong>{text.word}</strong>
        </span>
      </p>
      {holder && <Attention lines={holder.attention} />}
      <div className={css.say}>
        {text.why && <p className={css.why}>{text.why}</p>}
        {text.next && action === null && <p className={css.next}>{text.next}</p>}
      </div>
      <div className={css.lookActions}>
        {action !== null && (
          <Button
            size="lg"
            onClick={() => actOn(scan, gate)}
            data-testid="look-admit"
            rightSection={<kbd className={css.key}>Enter</kbd>}
          >
            {label}
          </Button>
        )}
        <Button
          size="lg"
          variant="default"
          onClick={gate.dismiss}
          rightSection={<kbd className={css.key}>Esc</kbd>}
        >
          {words.look.close}
        </Button>
      </div>
    </div>
  );
}
