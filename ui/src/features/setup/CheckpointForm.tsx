// One checkpoint: where it leads, who may pass, how often, when.
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Checkpoint } from "../../contract/Checkpoint";
import type { EntryPolicy } from "../../contract/EntryPolicy";
import type { ZoneId } from "../../contract/ZoneId";
import { call } from "../../host";
import { isBackwards, WindowFields } from "../../shared/fields";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

const POLICIES = ["once", "again_after_exit", "unlimited", "per_day"] as const;

/** A checkpoint to begin with. */
export function newCheckpoint(zone: ZoneId): Checkpoint {
  return {
    id: null,
    name: "",
    zone,
    products: [],
    policy: { policy: "once" },
    window: { from: null, until: null },
    admits_unpaid: false,
  };
}

function policyOf(word: string, times: number): EntryPolicy {
  const policy = POLICIES.find((known) => known === word) ?? "once";
  return policy === "per_day" ? { policy, times } : { policy };
}

interface CheckpointFormProps {
  readonly first: Checkpoint;
  readonly setup: SetupLine;
  readonly onDone: () => void;
}

/** The form. */
export function CheckpointForm({ first, setup, onDone }: CheckpointFormProps) {
  const words = useWords(WORDS);
  const text = words.checkpoint;
  const { zone: venue } = useTimes();
  const [checkpoint, setCheckpoint] = useState(first);
  const set = (change: Partial<Checkpoint>) => setCheckpoint({ ...checkpoint, ...change });
  const zones = setup.res?.zones ?? [];
  const { policy } = checkpoint;
  const ready = checkpoint.name.trim() !== "" && !isBackwards(checkpoint.window);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const named = { ...checkpoint, name: checkpoint.name.trim() };
    if (await setup.change(() => call("save_checkpoint", named))) onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <h3 className={css.subtitle}>{first.id === null ? text.new : `${words.edit}: ${first.name}`}</h3>
      <TextInput
        label={text.name}
        required
        maxLength={80}
        data-testid="checkpoint-name"
        value={checkpoint.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={text.zone}
        value={checkpoint.zone}
        data={zones.flatMap((zone) => (zone.id === null ? [] : [{ value: zone.id, label: zone.name }]))}
        onChange={(event) => {
          const id = zones.find((zone) => zone.id === event.currentTarget.value)?.id;
          if (id) set({ zone: id });
        }}
      />
      <NativeSelect
        label={text.policy}
        value={policy.policy}
        data={POLICIES.map((value) => ({ value, label: text.policies[value] }))}
        onChange={(event) => set({ policy: policyOf(event.currentTarget.value, 1) })}
      />
      {policy.policy === "per_day" && (
        <NumberInput
          label={text.times}
          min={1}
          max={99}
          allowDecimal={false}
          value={policy.times}
          onChange={(value) => set({ policy: policyOf("per_day", typeof value === "number" ? value : 1) })}
        />
      )}
      <Who checkpoint={checkpoint} setup={setup} onChange={(products) => set({ products })} />
      <WindowFields value={checkpoint.window} zone={venue} onChange={(window) => set({ window })} />
      <Checkbox
        label={text.unpaid}
        checked={checkpoint.admits_unpaid}
        onChange={(event) => set({ admits_unpaid: event.currentTarget.checked })}
      />
      <div className={css.actions}>
        <Button type="submit" loading={setup.busy} disabled={!ready} data-testid="checkpoint-save">
          {words.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

interface WhoProps {
  readonly checkpoint: Checkpoint;
  readonly setup: SetupLine;
  readonly onChange: (products: number[]) => void;
}

function Who({ checkpoint, setup, onChange }: WhoProps) {
  const text = useWords(WORDS).checkpoint;
  const chosen = checkpoint.products;
  const toggle = (number: number) =>
    onChange(
      chosen.includes(number)
        ? chosen.filter((n) => n !== number)
        : [...chosen, number].sort((a, b) => a - b),
    );
  return (
    <fieldset className={css.group}>
      <legend>{text.products}</legend>
      <Checkbox label={text.allProducts} checked={chosen.length === 0} onChange={() => onChange([])} />
      {(setup.res?.products ?? []).map((product) => (
        <Checkbox
          key={product.number}
          label={product.name}
          checked={chosen.includes(product.number)}
          onChange={() => toggle(product.number)}
        />
      ))}
    </fieldset>
  );
}
