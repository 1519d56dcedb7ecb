// A new event on this device.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { AppRes } from "../../contract/AppRes";
import type { EventDetails } from "../../contract/EventDetails";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { EventFields, isBackwards } from "../../shared/fields";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./event.module.css";
import { ProtectField, useProtect } from "./ProtectField";
import { WORDS } from "./words";

function blank(): EventDetails {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { name: "", venue: "", zone, window: { from: null, until: null } };
}

/** The form. */
export function CreateForm({ onOpened }: { onOpened: (app: AppRes) => void }) {
  const words = useWords(WORDS);
  const [details, setDetails] = useState(blank);
  const [device, setDevice] = useState(words.deviceExample);
  const protect = useProtect();
  const { busy, failure, run } = useAction();
  const ready =
    details.name.trim() !== "" && device.trim() !== "" && !isBackwards(details.window) && protect.good;

  const create = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(async () =>
      onOpened(
        await call("create_event", {
          details: { ...details, name: details.name.trim(), venue: details.venue.trim() },
          device_name: device.trim(),
          passphrase: protect.passphrase,
        }),
      ),
    );
  };

  return (
    <form className={css.form} onSubmit={create}>
      <EventFields value={details} onChange={setDetails} />
      <TextInput
        label={words.device}
        description={words.deviceHint}
        required
        maxLength={60}
        data-testid="device-name"
        value={device}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <ProtectField of={protect} />
      <p className={css.note}>{words.newNote}</p>
      <Failure code={failure} />
      <Button type="submit" size="lg" loading={busy} disabled={!ready} data-testid="event-create">
        {words.make}
      </Button>
    </form>
  );
}
