// Joining an event that others have already: a code from the organizer, a name for this device, and the first download.
import { Button, Progress, TextInput } from "@mantine/core";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import type { AppRes } from "../../contract/AppRes";
import type { Download } from "../../contract/Download";
import { call, onPush, onWedgeScan } from "../../host";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import { CodeLook } from "./CodeLook";
import css from "./event.module.css";
import { ProtectField, useProtect } from "./ProtectField";
import { WORDS } from "./words";

interface JoinFormProps {
  /** No event is open, so the camera is free. */
  readonly mayLook: boolean;
  readonly onOpened: (app: AppRes) => void;
}

/** The form. */
export function JoinForm({ mayLook, onOpened }: JoinFormProps) {
  const words = useWords(WORDS);
  const [code, setCode] = useState("");
  const [read, setRead] = useState(false);
  const [device, setDevice] = useState(words.deviceExample);
  const protect = useProtect();
  const { busy, failure, run, clear } = useAction();
  const ready = code.trim() !== "" && device.trim() !== "" && protect.good;

  const take = useCallback(
    (text: string) => {
      clear();
      setCode(text.trim());
      setRead(true);
    },
    [clear],
  );
  useEffect(
    () =>
      onWedgeScan((text) => {
        take(text);
        return "taken";
      }),
    [take],
  );

  const join = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(async () =>
      onOpened(
        await call("join_event", {
          text: code.trim(),
          device_name: device.trim(),
          passphrase: protect.passphrase,
        }),
      ),
    );
  };

  return (
    <form className={css.form} onSubmit={join} data-testid="join-form">
      <p className={css.note}>{words.joinIntro}</p>
      {mayLook && !busy && <CodeLook onRead={take} />}
      <TextInput
        label={words.code}
        description={words.codeHint}
        required
        spellCheck={false}
        autoComplete="off"
        data-testid="join-code"
        value={code}
        onChange={(event) => {
          setRead(false);
          setCode(event.currentTarget.value);
        }}
      />
      {read && (
        <p className={css.read} role="status" data-testid="join-read">
          <ToneIcon tone="admit" size={20} />
          {words.codeRead}
        </p>
      )}
      <TextInput
        label={words.device}
        description={words.deviceHint}
        required
        maxLength={60}
        data-testid="join-device"
        value={device}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <ProtectField of={protect} />
      <Failure code={failure} />
      {busy && <Joining />}
      <Button type="submit" size="lg" loading={busy} disabled={!ready} data-testid="join-now">
        {words.joinNow}
      </Button>
    </form>
  );
}

/** How far the first download is. */
function Joining() {
  const words = useWords(WORDS);
  const { count } = useTimes();
  const [download, setDownload] = useState<Download | null>(null);
  useEffect(
    () =>
      onPush((push) => {
        if (push.type === "progress" && push.task === "download") setDownload(push);
        if (push.type === "sync" && push.sync.download) setDownload(push.sync.download);
      }),
    [],
  );
  const said =
    download === null ? words.joining : words.downloading(count(download.done), count(download.total));
  return (
    <div className={css.work} role="status" data-testid="join-progress">
      <span>{said}</span>
      <Progress
        value={download && download.total > 0 ? (download.done / download.total) * 100 : 0}
        aria-label={words.joining}
        size={8}
      />
      <span className={css.note}>{words.stay}</span>
    </div>
  );
}
