// The exchange by file, for a venue without any network.
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CarriedRes } from "../../contract/CarriedRes";
import type { SnapshotFileRes } from "../../contract/SnapshotFileRes";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { type Times, useTimes } from "../../shared/venue";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { type SyncWords, WORDS } from "./words";

type Done =
  | { readonly what: "wrote" | "took"; readonly res: CarriedRes }
  | { readonly what: "event"; readonly res: SnapshotFileRes };

/** A path, what goes which way, and what became of it. */
export function Carry({ sync }: { sync: Sync }) {
  const words = useWords(WORDS).carry;
  const times = useTimes();
  const [path, setPath] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const { busy, failure, run } = useAction();
  const req = { path: path.trim() };
  const carry = (work: () => Promise<Done>) =>
    run(async () => {
      setDone(null);
      const told = await work();
      setDone(told);
      sync.take(told.res.sync);
    });
  const ways: readonly (readonly [id: string, label: string, work: () => Promise<Done>])[] = [
    ["carry-write", words.write, async () => ({ what: "wrote", res: await call("write_bundle", req) })],
    ["carry-read", words.read, async () => ({ what: "took", res: await call("read_bundle", req) })],
    [
      "carry-write-event",
      words.writeEvent,
      async () => ({ what: "event", res: await call("write_snapshot", req) }),
    ],
    [
      "carry-read-event",
      words.readEvent,
      async () => ({ what: "event", res: await call("read_snapshot", req) }),
    ],
  ];
  return (
    <section className={css.carry} aria-labelledby="carry" tabIndex={0}>
      <h2 id="carry" className={css.subtitle}>
        {words.title}
      </h2>
      {/* What became of it takes the place of the explanation: there it is seen. */}
      {failure === null && done === null && <p className={css.hint}>{words.intro}</p>}
      <Failure code={failure} />
      {done && <Told of={done} times={times} />}
      <TextInput
        label={words.path}
        placeholder="/media/usb/gate-1.ghb"
        spellCheck={false}
        autoComplete="off"
        data-testid="carry-path"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <div className={css.actions}>
        {ways.map(([id, label, work]) => (
          <Button
            key={id}
            variant="default"
            disabled={busy || req.path === ""}
            onClick={() => void carry(work)}
            data-testid={id}
          >
            {label}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Told({ of: done, times }: { of: Done; times: Times }) {
  const words = useWords(WORDS).carry;
  return (
    <div className={css.told} role="status" data-testid="carry-done" data-what={done.what}>
      <p className={css.done}>
        <ToneIcon tone="admit" size={20} />
        {said(done, words, times)}
      </p>
      {done.what === "event" && (
        <p className={css.hint}>{words.signed(done.res.device, done.res.fingerprint)}</p>
      )}
      <code className={css.path} data-testid="carry-file">
        {done.res.file}
      </code>
    </div>
  );
}

function said(done: Done, words: SyncWords["carry"], times: Times): string {
  switch (done.what) {
    case "wrote":
      return words.wrote(times.count(done.res.records));
    case "took":
      return words.took(
        times.count(done.res.records),
        times.count(done.res.new),
        times.count(done.res.unknown),
      );
    case "event":
      return words.event[done.res.outcome](times.moment(done.res.as_of));
  }
}
