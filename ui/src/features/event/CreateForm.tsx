// A new event on this device.
import { Button, PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { AppRes } from "../../contract/AppRes";
import type { EventDetails } from "../../contract/EventDetails";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { EventFields, isBackwards } from "../../shared/fields";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./event.module.css";
import { WORDS } from "./words";

const MIN_PASSPHRASE = 8;

function blank(): EventDetails {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { name: "", venue: "", zone, window: { from: null, until: null } };
}

/** The form. */
export function CreateForm({ onOpened }: { onOpened: (app: AppRes) => void }) {
  const words = useWords(WORDS);
  const [details, setDetails] = useState(blank);
  const [device, setDevice] = useState(words.deviceExample);
  const [protect, setProtect] = useState<"key_store" | "passphrase">("key_store");
  const [passphrase, setPassphrase] = useState("");
  const { busy, failure, run } = useAction();
  const short = protect === "passphrase" && [...passphrase].length < MIN_PASSPHRASE;
  const ready = details.name.trim() !== "" && device.trim() !== "" && !isBackwards(details.window) && !short;

  const create = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(async () =>
      onOpened(
        await call("create_event", {
          details: { ...details, name: details.name.trim(), venue: details.venue.trim() },
          device_name: device.trim(),
          passphrase: protect === "passphrase" ? passphrase : null,
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
      <fieldset className={css.protect}>
        <legend>{words.protect}</legend>
        <SegmentedControl
          fullWidth
          aria-label={words.protect}
          value={protect}
          onChange={(value) => setProtect(value === "passphrase" ? "passphrase" : "key_store")}
          data={[
            { value: "key_store", label: words.keyStore },
            { value: "passphrase", label: words.ownPassphrase },
          ]}
        />
        {protect === "passphrase" && (
          <PasswordInput
            label={words.passphrase}
            description={words.passphraseHint}
            error={passphrase !== "" && short ? words.passphraseShort : undefined}
            visibilityToggleButtonProps={{ "aria-label": words.show }}
            data-testid="passphrase"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        )}
      </fieldset>
      <p className={css.note}>{words.newNote}</p>
      <Failure code={failure} />
      <Button type="submit" size="lg" loading={busy} disabled={!ready} data-testid="event-create">
        {words.make}
      </Button>
    </form>
  );
}
