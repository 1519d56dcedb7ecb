// What protects an event's file: asked when one is made and when one is joined.
import { PasswordInput, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../shared/language";
import css from "./event.module.css";
import { WORDS } from "./words";

const MIN_PASSPHRASE = 8;

/** What was chosen. */
export interface Protect {
  readonly with: "key_store" | "passphrase";
  readonly text: string;
  /** Long enough to be taken. */
  readonly good: boolean;
  /** For the program: `null` means the key store. */
  readonly passphrase: string | null;
  readonly choose: (value: "key_store" | "passphrase") => void;
  readonly type: (text: string) => void;
}

/** Keeps the choice. */
export function useProtect(): Protect {
  const [how, choose] = useState<Protect["with"]>("key_store");
  const [text, type] = useState("");
  const good = how === "key_store" || [...text].length >= MIN_PASSPHRASE;
  return { with: how, text, good, passphrase: how === "passphrase" ? text : null, choose, type };
}

/** The choice, and the passphrase when it is one. */
export function ProtectField({ of }: { of: Protect }) {
  const words = useWords(WORDS);
  return (
    <fieldset className={css.protect}>
      <legend>{words.protect}</legend>
      <SegmentedControl
        fullWidth
        aria-label={words.protect}
        value={of.with}
        onChange={(value) => of.choose(value === "passphrase" ? "passphrase" : "key_store")}
        data={[
          { value: "key_store", label: words.keyStore },
          { value: "passphrase", label: words.ownPassphrase },
        ]}
      />
      {of.with === "passphrase" && (
        <PasswordInput
          label={words.passphrase}
          description={words.passphraseHint}
          error={of.text !== "" && !of.good ? words.passphraseShort : undefined}
          visibilityToggleButtonProps={{ "aria-label": words.show }}
          data-testid="passphrase"
          value={of.text}
          onChange={(event) => of.type(event.currentTarget.value)}
        />
      )}
    </fieldset>
  );
}
