// The parts of a handover and who took them.
import { Button } from "@mantine/core";
import type { HandoverItem } from "../../contract/HandoverItem";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./handover.module.css";
import { itemKey } from "./progress";
import { SeverityMark } from "../../shared/Severity";
import { WORDS } from "./words";

interface ItemsProps {
  readonly items: readonly HandoverItem[];
  /** The one that is taken next. */
  readonly next?: HandoverItem | null;
  /** Takes a part from the list; absent where it is taken elsewhere. */
  readonly onTake?: (item: HandoverItem) => void;
}

/** The list. */
export function Items({ items, next = null, onTake }: ItemsProps) {
  const words = useWords(WORDS).going;
  return (
    <ul className={css.list} aria-label={words.items}>
      {items.map((item) => (
        <li
          key={itemKey(item)}
          className={css.item}
          data-taken={item.taken || undefined}
          data-next={item === next || undefined}
          data-testid="handover-item"
        >
          <Named item={item} />
          {item.taken ? (
            <span className={css.taken}>
              <ToneIcon tone="admit" size={16} />
              {words.takenBy(item.taken_by ?? "")}
            </span>
          ) : onTake ? (
            <Button
              variant="default"
              onClick={() => onTake(item)}
              aria-label={words.takeName(`${item.number} ${item.text}`)}
              data-testid="handover-take-one"
            >
              {words.takeHere}
            </Button>
          ) : (
            <span className={css.waits}>{words.waits}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What a part is. */
export function Named({ item }: { readonly item: HandoverItem }) {
  const words = useWords(WORDS).going;
  return (
    <>
      {item.severity !== null && <SeverityMark severity={item.severity} />}
      {item.what === "promise" && <span className={css.kind}>{words.promise}</span>}
      {item.number !== "" && <strong className={css.number}>{item.number}</strong>}
      <span className={css.text}>{item.text}</span>
    </>
  );
}
