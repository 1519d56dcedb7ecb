// The doors: out of which zone they lead, and how many can come in a minute at most.
import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DoorSetting } from "../../contract/DoorSetting";
import { useWords } from "../../shared/language";
import css from "./control-setup.module.css";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";

/** The page. */
export function DoorsPage({ setup, res }: PageProps) {
  const words = useWords(WORDS).doors;
  return (
    <>
      <p className={css.intro}>{words.intro}</p>
      {res.doors.length === 0 && <p className={css.empty}>{words.empty}</p>}
      {res.doors.map((door) => (
        <Door
          key={`${door.door} ${door.from} ${door.most_per_minute} ${door.source}`}
          door={door}
          setup={setup}
          res={res}
        />
      ))}
    </>
  );
}

function Door({ door, setup, res }: PageProps & { readonly door: DoorSetting }) {
  const words = useWords(WORDS);
  const [from, setFrom] = useState(door.from);
  const [most, setMost] = useState(door.most_per_minute);
  const [source, setSource] = useState(door.source);
  const changed = from !== door.from || most !== door.most_per_minute || source.trim() !== door.source;
  const into = res.zones.find(({ zone }) => zone === door.into)?.name ?? "";
  const save = (event: FormEvent) => {
    event.preventDefault();
    void setup.save({
      what: "door",
      door: door.door,
      from,
      most_per_minute: most,
      source: source.trim(),
    });
  };
  return (
    <form className={css.block} onSubmit={save} data-testid="door-setting" data-name={door.name}>
      <h3>
        {door.name} <small>{words.doors.into(into)}</small>
      </h3>
      <div className={css.row}>
        <NativeSelect
          label={words.doors.from}
          value={from ?? ""}
          data={[
            { value: "", label: words.doors.outside },
            ...res.zones
              .filter(({ zone }) => zone !== door.into)
              .map(({ zone, name }) => ({ value: zone as string, label: name })),
          ]}
          onChange={(event) =>
            setFrom(res.zones.find(({ zone }) => zone === event.currentTarget.value)?.zone ?? null)
          }
          data-testid="door-from"
        />
        <NumberInput
          className={css.short ?? ""}
          label={words.doors.most}
          placeholder="…"
          title={words.doors.reckoned}
          min={1}
          max={10_000}
          allowDecimal={false}
          allowNegative={false}
          value={most ?? ""}
          onChange={(value) => setMost(value === "" ? null : Number(value))}
          data-testid="door-most"
        />
        <TextInput
          className={css.grow ?? ""}
          label={words.source}
          placeholder={words.ours}
          maxLength={120}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          data-testid="door-source"
        />
        <Button
          type="submit"
          variant={changed ? "filled" : "default"}
          loading={setup.busy && changed}
          disabled={!changed}
          data-testid="door-save"
        >
          {words.save}
        </Button>
      </div>
    </form>
  );
}
