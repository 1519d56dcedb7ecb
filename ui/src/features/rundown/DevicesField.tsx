// Devices that are named for something, in an order where it matters.
import { Button, NativeSelect } from "@mantine/core";
import type { AuthorId } from "../../contract/AuthorId";
import type { Caller } from "../../contract/Caller";
import { useWords } from "../../shared/language";
import { FIELD_WORDS } from "./field-words";
import css from "./pages.module.css";

interface DevicesFieldProps {
  readonly label: string;
  readonly value: readonly AuthorId[];
  readonly devices: readonly Caller[];
  readonly ordered: boolean;
  /** Naming nobody means that every device may. */
  readonly anybody: boolean;
  readonly testId: string;
  readonly onTyped: (value: AuthorId[]) => void;
}

/** The list, and a choice of those who are not on it. */
export function DevicesField({
  label,
  value,
  devices,
  ordered,
  anybody,
  testId,
  onTyped,
}: DevicesFieldProps) {
  const words = useWords(FIELD_WORDS).form;
  const nameOf = (author: AuthorId) => {
    const device = devices.find((one) => one.author === author);
    return device ? [device.device, device.who].filter(Boolean).join(" · ") : words.unknownDevice;
  };
  const others = devices.filter(({ author }) => !value.includes(author));
  const without = (author: AuthorId) => value.filter((one) => one !== author);
  const raise = (at: number) => {
    const author = value[at];
    if (author) onTyped(without(author).toSpliced(at - 1, 0, author));
  };
  return (
    <fieldset className={css.fieldset} data-testid={testId}>
      <legend>{label}</legend>
      {value.length === 0 && anybody && <p className={css.hint}>{words.anyDevice}</p>}
      <ol className={css.names}>
        {value.map((author, at) => (
          <li key={author} className={css.named}>
            <span className={css.grow}>
              {ordered && `${at + 1}. `}
              {nameOf(author)}
            </span>
            {ordered && (
              <Button variant="default" disabled={at === 0} onClick={() => raise(at)}>
                {words.up}
              </Button>
            )}
            <Button variant="default" onClick={() => onTyped(without(author))}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <NativeSelect
          aria-label={`${label}: ${words.addDevice}`}
          value=""
          data={[
            { value: "", label: words.addDevice },
            ...others.map(({ author }) => ({ value: author, label: nameOf(author) })),
          ]}
          onChange={(event) => {
            const chosen = others.find(({ author }) => author === event.currentTarget.value);
            if (chosen) onTyped([...value, chosen.author]);
          }}
        />
      )}
    </fieldset>
  );
}
