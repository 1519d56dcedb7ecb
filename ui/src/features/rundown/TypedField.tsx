// A field beside the table: what is typed is taken with Enter or by leaving it, and taken back with Escape.
import { Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

interface TypedFieldProps<T> {
  readonly label: string;
  readonly value: T;
  /** What typing begins with. */
  readonly write: (value: T) => string;
  /** What was typed; `undefined` when it cannot be read. */
  readonly read: (text: string) => T | undefined;
  /** What to type, when it cannot be read. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly long?: boolean;
  readonly list?: string;
  readonly testId?: string;
  readonly onTyped: (value: T) => void;
}

/** The field. */
export function TypedField<T>(props: TypedFieldProps<T>) {
  const { label, value, write, read, hint, disabled = false, long = false, list, testId, onTyped } = props;
  const stands = write(value);
  const [text, setText] = useState(stands);
  const [bad, setBad] = useState(false);
  // Enter sends it and leaving would send it again before the answer is there.
  const sent = useRef<string | null>(null);
  useEffect(() => {
    sent.current = null;
    setText(stands);
    setBad(false);
  }, [stands]);
  const take = () => {
    if (text === stands) return setBad(false);
    if (text === sent.current) return;
    const typed = read(text);
    setBad(typed === undefined);
    if (typed === undefined) return;
    sent.current = text;
    onTyped(typed);
  };
  const common = {
    label,
    value: text,
    disabled,
    error: bad ? (hint ?? label) : undefined,
    "data-testid": testId,
    onBlur: take,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setText(event.currentTarget.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === "Enter" && !event.shiftKey) take();
      else if (event.key === "Escape") {
        setText(stands);
        setBad(false);
      } else return;
      event.preventDefault();
    },
  };
  return long ? (
    <Textarea {...common} autosize={false} rows={3} size="md" maxLength={4_000} />
  ) : (
    <TextInput {...common} list={list} maxLength={400} autoComplete="off" />
  );
}
