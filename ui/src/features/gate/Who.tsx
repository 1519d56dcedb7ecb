// Who holds a credential, and what an operator must notice about them.
import type { Holder } from "../../contract/Holder";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./verdict.module.css";
import { WORDS } from "./words";

/** Name, product, seat, company. */
export function Who({ holder }: { holder: Holder }) {
  const words = useWords(WORDS);
  const facts = [
    holder.name ? holder.product : "",
    holder.kind === "ticket" ? "" : words.kind[holder.kind],
    holder.seat ? words.seat(holder.seat) : "",
    holder.company ?? "",
  ];
  return (
    <div className={css.who}>
      <p className={css.name}>{holder.name || holder.product}</p>
      <ul className={css.facts}>
        {[...new Set(facts.filter(Boolean))].map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {holder.rehearsal && <p className={css.rehearsal}>{words.rehearsal}</p>}
    </div>
  );
}

/** What must be noticed, boxed. */
export function Attention({ lines }: { lines: readonly string[] }) {
  const words = useWords(WORDS);
  if (lines.length === 0) return null;
  return (
    <ul className={css.attention} aria-label={words.attention}>
      {lines.map((line) => (
        <li key={line}>
          <NoticeIcon size={28} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}
