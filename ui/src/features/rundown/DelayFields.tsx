// A delay, and what applying it would write.
import { Button } from "@mantine/core";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { Time } from "./CellContent";
import { DurationField } from "./fields";
import { FIELD_WORDS } from "./field-words";
import type { Set } from "./LinePanel";
import { delayedBy } from "./lines";
import css from "./side.module.css";

interface DelayFieldsProps {
  readonly res: PlanRes;
  readonly line: PlanEntry;
  /** In milliseconds. */
  readonly by: number;
  readonly set: Set;
  readonly onApply: () => void;
}

/** The delay with its preview. */
export function DelayFields({ res, line, by, set, onApply }: DelayFieldsProps) {
  const words = useWords(FIELD_WORDS);
  const cues = delayedBy(res, line.entry);
  const { zone } = res.details;
  return (
    <>
      <DurationField
        signed
        label={words.field.delay}
        value={by}
        disabled={line.locked}
        testId="delay-by"
        onTyped={(value) => set({ field: "delay", value })}
      />
      <section className={css.group} data-testid="delay-preview">
        <p className={css.hint}>{cues.length === 0 ? words.delay.none : words.delay.preview}</p>
        <ul className={css.list}>
          {cues.map(({ name, before, after }, at) => (
            // The list is made anew with every answer, in the order of the lines.
            <li key={at} className={css.change}>
              <span className={css.grow}>{name}</span>
              <span>
                <s>
                  <Time at={before} zone={zone} />
                </s>{" "}
                →{" "}
                <strong>
                  <Time at={after} zone={zone} />
                </strong>
              </span>
            </li>
          ))}
        </ul>
        {cues.length > 0 && <p className={css.hint}>{words.delay.rest}</p>}
        <Button disabled={line.locked} onClick={onApply} data-testid="delay-apply">
          {words.delay.apply}
        </Button>
      </section>
    </>
  );
}
