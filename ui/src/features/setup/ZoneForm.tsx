// One zone.
import { Button, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Zone } from "../../contract/Zone";
import { call } from "../../host";
import { useWords } from "../../shared/language";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

interface ZoneFormProps {
  readonly first: Zone;
  readonly setup: SetupLine;
  readonly onDone: () => void;
}

/** The form. */
export function ZoneForm({ first, setup, onDone }: ZoneFormProps) {
  const words = useWords(WORDS);
  const [zone, setZone] = useState(first);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await setup.change(() => call("save_zone", { ...zone, name: zone.name.trim() }))) onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <h3 className={css.subtitle}>{first.id === null ? words.zone.new : `${words.edit}: ${first.name}`}</h3>
      <TextInput
        label={words.zone.name}
        required
        maxLength={80}
        data-testid="zone-name"
        value={zone.name}
        onChange={(event) => setZone({ ...zone, name: event.currentTarget.value })}
      />
      <NumberInput
        label={words.zone.capacity}
        description={words.zone.capacityHint}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        value={zone.capacity ?? ""}
        onChange={(value) => setZone({ ...zone, capacity: typeof value === "number" ? value : null })}
      />
      <div className={css.actions}>
        <Button type="submit" loading={setup.busy} disabled={zone.name.trim() === ""} data-testid="zone-save">
          {words.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
