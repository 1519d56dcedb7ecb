// A list whose members are moved, changed and taken out.
import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../shared/language";
import css from "./control-setup.module.css";
import { moved } from "./lists";
import { WORDS } from "./words";

interface OrderProps<T> {
  readonly list: readonly T[];
  /** What a member is called. */
  readonly name: (member: T) => string;
  readonly onChange: (list: readonly T[]) => void;
  readonly children: (member: T, at: number) => ReactNode;
}

/** The list. */
export function Order<T>({ list, name, onChange, children }: OrderProps<T>) {
  const words = useWords(WORDS);
  const key = (sign: string, label: string, disabled: boolean, next: () => readonly T[]) => (
    <ActionIcon
      variant="default"
      size={44}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={() => onChange(next())}
    >
      {sign}
    </ActionIcon>
  );
  return (
    <ol className={css.list}>
      {list.map((member, at) => (
        // A member is what stands in its place: it has no name that stays.
        <li key={at} className={css.item} data-testid="order-item">
          <span className={css.at}>{at + 1}</span>
          <span className={css.text}>{children(member, at)}</span>
          {key("↑", words.up(name(member)), at === 0, () => moved(list, at, -1))}
          {key("↓", words.down(name(member)), at === list.length - 1, () => moved(list, at, 1))}
          {key("×", words.remove(name(member)), false, () => list.filter((_, other) => other !== at))}
        </li>
      ))}
    </ol>
  );
}
