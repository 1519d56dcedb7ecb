// Who was admitted twice: both times, where, by which device, and how far apart.
import type { Admission } from "../../contract/Admission";
import type { DoubleAdmission } from "../../contract/DoubleAdmission";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { span } from "../../shared/time";
import { useTimes } from "../../shared/venue";
import { doubleKey } from "./state";
import css from "./sync.module.css";
import { WORDS } from "./words";

/** The list, the newest first, or what its being empty means. */
export function Doubles({ doubles, alone }: { doubles: readonly DoubleAdmission[]; alone: boolean }) {
  const words = useWords(WORDS).doubles;
  const times = useTimes();
  return (
    <section aria-labelledby="doubles">
      <h2 id="doubles" className={css.subtitle} tabIndex={-1} data-testid="doubles-title">
        {words.title}
        {doubles.length > 0 && <span className={css.number}>{times.count(doubles.length)}</span>}
      </h2>
      <p className={css.hint}>{doubles.length > 0 ? words.intro : alone ? words.alone : words.none}</p>
      <ul className={css.doubles}>
        {doubles.map((one) => (
          <Double key={doubleKey(one)} of={one} />
        ))}
      </ul>
    </section>
  );
}

function Double({ of }: { of: DoubleAdmission }) {
  const words = useWords(WORDS).doubles;
  return (
    <li className={css.double} data-testid="double" data-key={doubleKey(of)}>
      <span className={css.mark} data-tone="used">
        <ToneIcon tone="used" size={24} />
      </span>
      <span className={css.who}>
        <span className={css.name}>{of.name ?? words.nobody}</span>
        {of.product && <span className={css.dim}>{of.product}</span>}
      </span>
      <Once of={of.first} label={words.first} />
      <Once of={of.second} label={words.second} gap={words.later(span(of.gap_ms))} />
    </li>
  );
}

function Once({ of, label, gap }: { of: Admission; label: string; gap?: string }) {
  const words = useWords(WORDS).doubles;
  const times = useTimes();
  return (
    <span className={css.once}>
      <span className={css.dim}>{label}</span>
      <span className={css.onceWhere}>
        <strong>{times.moment(of.at)}</strong> {of.checkpoint ?? words.nowhere}
      </span>
      <span className={css.dim}>
        {gap && <span className={css.gap}>{gap} · </span>}
        {of.device ?? words.noDevice}
      </span>
    </span>
  );
}
