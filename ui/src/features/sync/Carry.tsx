// The exchange by file, for a venue without any network.
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CarriedRes } from "../../contract/CarriedRes";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { WORDS } from "./words";

interface Done {
  readonly what: "wrote" | "took";
  readonly res: CarriedRes;
}

/** A path, the two ways, and what became of it. */
export function Carry({ sync }: { sync: Sync }) {
  const words = useWords(WORDS).carry;
  const times = useTimes();
  const [path, setPath] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const { busy, failure, run } = useAction();
  const empty = path.trim() === "";
  const carry = (what: Done["what"]) =>
    run(async () => {
      setDone(null);
      const res = await call(what === "wrote" ? "write_bundle" : "read_bundle", { path: path.trim() });
      setDone({ what, res });
      sync.take(res.sync);
    });
  return (
    <section className={css.carry} aria-labelledby="carry" tabIndex={0}>
      <h2 id="carry" className={css.subtitle}>
        {words.title}
      </h2>
      {/* What became of it takes the place of the explanation: there it is seen. */}
      {failure === null && done === null && <p className={css.hint}>{words.intro}</p>}
      <Failure code={failure} />
      {done && <Told of={done} count={times.count} />}
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
        <Button
          variant="default"
          disabled={busy || empty}
          onClick={() => void carry("wrote")}
          data-testid="carry-write"
        >
          {words.write}
        </Button>
        <Button
          variant="default"
          disabled={busy || empty}
          onClick={() => void carry("took")}
          data-testid="carry-read"
        >
          {words.read}
        </Button>
      </div>
    </section>
  );
}

function Told({ of: { what, res }, count }: { of: Done; count: (value: number) => string }) {
  const words = useWords(WORDS).carry;
  return (
    <div className={css.told} role="status" data-testid="carry-done" data-what={what}>
      <p className={css.done}>
        <ToneIcon tone="admit" size={20} />
        {what === "wrote"
          ? words.wrote(count(res.records))
          : words.took(count(res.records), count(res.new), count(res.unknown))}
      </p>
      <code className={css.path} data-testid="carry-file">
        {res.file}
      </code>
    </div>
  );
}
