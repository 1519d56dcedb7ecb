// One event of this device.
import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { AppRes } from "../../contract/AppRes";
import type { EventFile } from "../../contract/EventFile";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./event.module.css";
import { WORDS } from "./words";

/** Its name, and the way in. */
export function FileRow({ file, onOpened }: { file: EventFile; onOpened: (app: AppRes) => void }) {
  const words = useWords(WORDS);
  const [passphrase, setPassphrase] = useState("");
  const { busy, failure, run } = useAction();
  const open = (event: FormEvent) => {
    event.preventDefault();
    void run(async () =>
      onOpened(
        await call("open_event", { file: file.file, passphrase: file.needs_passphrase ? passphrase : null }),
      ),
    );
  };
  return (
    <li className={css.file} data-testid="event-file" data-name={file.name}>
      <form className={css.fileForm} onSubmit={open}>
        <span className={css.fileName}>{file.name}</span>
        {file.needs_passphrase && (
          <PasswordInput
            className={css.filePassphrase ?? ""}
            aria-label={`${words.passphrase}: ${file.name}`}
            placeholder={words.passphrase}
            visibilityToggleButtonProps={{ "aria-label": words.show }}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        )}
        <Button
          type="submit"
          loading={busy}
          disabled={file.needs_passphrase && passphrase === ""}
          aria-label={`${words.open}: ${file.name}`}
          data-testid="event-open"
        >
          {words.open}
        </Button>
      </form>
      <Failure code={failure} />
    </li>
  );
}
