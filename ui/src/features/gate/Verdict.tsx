// The verdict, edge to edge: mark, word, who, and what to do. Colour never speaks alone.
import { Button } from "@mantine/core";
import type { ShownScan } from "../../contract/ShownScan";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { scanKey } from "./state";
import type { Gate } from "./useGate";
import css from "./verdict.module.css";
import { fitOf } from "./verdict-fit";
import { said, VERDICT_WORDS } from "./verdict-words";
import { Attention, Who } from "./Who";
import { WORDS } from "./words";

/** One recorded scan, as large as the place allows. */
export function Verdict({ scan, gate }: { scan: ShownScan; gate: Gate }) {
  const words = useWords(WORDS);
  const text = said(scan, useWords(VERDICT_WORDS), useTimes().moment);
  const holder = scan.holder;
  // What to do for a guest who passes would mislead about one who does not.
  const notices = scan.tone === "admit" || scan.tone === "ask" ? (holder?.attention ?? []) : [];
  const spoken = [text.word, holder?.name, ...notices, text.why, text.next];
  return (
    <div
      className={css.verdict}
      data-testid="verdict"
      data-verdict={scan.verdict}
      data-tone={scan.tone}
      data-scan={scanKey(scan.scan)}
      data-stays={scan.verdict === "unpaid" && scan.may_admit ? true : undefined}
    >
      <p className={css.hidden} role="alert">
        {spoken.filter(Boolean).join(". ")}
      </p>
      <div className={css.head} aria-hidden="true">
        <ToneIcon tone={scan.tone} size={112} />
        <p className={css.word} data-fit={fitOf(text.word)}>
          {text.word}
        </p>
      </div>
      {holder && <Who holder={holder} />}
      <Attention lines={notices} />
      <div className={css.say}>
        {text.why && <p className={css.why}>{text.why}</p>}
        {scan.signature_only && <p className={css.note}>{words.signatureOnly}</p>}
        {text.next && <p className={css.next}>{text.next}</p>}
      </div>
      {scan.verdict === "unpaid" && scan.may_admit && holder && (
        <Button
          className={css.action ?? ""}
          variant="default"
          size="lg"
          rightSection={<kbd className={css.key}>Alt A</kbd>}
          data-testid="admit-anyway"
          onClick={() => void gate.admit(holder.credential, true)}
        >
          {words.admitAnyway}
        </Button>
      )}
    </div>
  );
}
