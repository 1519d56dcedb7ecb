// Offers the lead: to whom, and what else has to be said.
import { Textarea, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import type { ControlAct } from "../../contract/ControlAct";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import css from "./handover.module.css";
import { WORDS } from "./words";

/** What everything here can do: run something, and know whether it was done. */
export interface Doing {
  readonly busy: boolean;
  readonly run: (what: ControlAct) => Promise<boolean>;
}

/** The form. */
export function Offer({ busy, run, callSigns }: Doing & { readonly callSigns: readonly string[] }) {
  const words = useWords(WORDS);
  const list = useId();
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const offer = () => void run({ type: "hand_over", to: to.trim(), note: note.trim() });
  return (
    <section className={css.form} aria-label={words.offer.title}>
      <h2 className={css.title}>{words.offer.title}</h2>
      <p className={css.quiet}>{words.offer.intro}</p>
      <TextInput
        label={words.offer.to}
        required
        list={list}
        maxLength={80}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        data-testid="handover-to"
      />
      <datalist id={list}>
        {callSigns.map((sign) => (
          <option key={sign} value={sign} />
        ))}
      </datalist>
      <Textarea
        label={words.offer.note}
        rows={5}
        maxLength={1_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-testid="handover-note"
      />
      <HoldButton
        hint={words.holdIt}
        onHeld={offer}
        loading={busy}
        disabled={to.trim() === ""}
        testId="handover-offer"
      >
        {words.offer.offer}
      </HoldButton>
    </section>
  );
}
