// A recount: how many there are, and how it came to light.
import { Button, Modal, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ZoneCrowd } from "../../contract/ZoneCrowd";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import css from "./crowd.module.css";
import { WORDS } from "./words";

interface RecountFormProps {
  readonly zone: ZoneCrowd;
  readonly onDone: () => void;
}

/** The dialog. */
export function RecountForm({ zone, onDone }: RecountFormProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { busy, failure, run } = useAction();
  const [counted, setCounted] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const by = counted === null ? null : counted - zone.known;
  const write = async (event: FormEvent) => {
    event.preventDefault();
    if (counted === null) return;
    const done = await run(async () => {
      await act({ type: "recount", zone: zone.zone, counted, reason: reason.trim() });
    });
    if (done) onDone();
  };
  return (
    <Modal
      opened
      onClose={onDone}
      title={words.recounting.title(zone.name)}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <form className={css.form} onSubmit={(event) => void write(event)} data-testid="recount-form">
        <p className={css.intro}>{words.recounting.intro(times.count(zone.known))}</p>
        <Failure code={failure} />
        <NumberInput
          label={words.recounting.counted}
          required
          min={0}
          max={9_999_999}
          allowDecimal={false}
          allowNegative={false}
          value={counted ?? ""}
          onChange={(value) => setCounted(value === "" ? null : Number(value))}
          data-autofocus
          data-testid="recount-counted"
        />
        <TextInput
          label={words.recounting.reason}
          required
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="recount-reason"
        />
        <p className={css.change} role="status">
          {by !== null &&
            words.recounting.from(`${by > 0 ? "+" : by < 0 ? "−" : "±"}${times.count(Math.abs(by))}`)}
        </p>
        <div className={css.actions}>
          <Button
            type="submit"
            loading={busy}
            disabled={counted === null || reason.trim() === ""}
            data-testid="recount-write"
          >
            {words.recounting.write}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
