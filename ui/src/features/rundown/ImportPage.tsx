// Taking a rundown out of a file: hand it over, look at what would change, then adopt it or leave it.
import { Button, Progress } from "@mantine/core";
import { useState } from "react";
import type { ImportRundownReq } from "../../contract/ImportRundownReq";
import type { PlanRes } from "../../contract/PlanRes";
import type { RundownRes } from "../../contract/RundownRes";
import type { RundownWhat } from "../../contract/RundownWhat";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { FileDrop } from "../../shared/FileDrop";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { stage } from "../../shared/staging";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import { BadCells } from "./BadCells";
import { Difference } from "./Difference";
import { FileOptions } from "./FileOptions";
import { IMPORT_WORDS } from "./import-words";
import css from "./pages.module.css";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

/** What somebody chose for the file. */
export type Options = Pick<ImportRundownReq, "remove_missing" | "sheet" | "follow" | "typed">;

const UNCHOSEN: Options = { remove_missing: false, sheet: null, follow: false, typed: null };

interface Staged {
  readonly name: string;
  readonly file: string;
}

/** The page. */
export function ImportPage({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(IMPORT_WORDS);
  const { back } = useWords(WORDS);
  const { busy, failure, run, clear } = useAction();
  const [staged, setStaged] = useState<Staged | null>(null);
  const [options, setOptions] = useState(UNCHOSEN);
  const [result, setResult] = useState<RundownRes | null>(null);
  const [percent, setPercent] = useState<number | null>(null);

  const read = async (file: string, adopt: boolean, chosen: Options) => {
    setResult(await call("import_rundown", { show: res.show, file, adopt, ...chosen }));
    if (adopt) rundown.refresh();
  };
  const take = (file: File) =>
    run(async () => {
      setPercent(0);
      const token = await stage(file, (done, total) => setPercent(total === 0 ? 100 : (done / total) * 100));
      setStaged({ name: file.name, file: token });
      await read(token, false, options);
    }).finally(() => setPercent(null));
  const again = () => {
    clear();
    setStaged(null);
    setOptions(UNCHOSEN);
    setResult(null);
  };
  const blocked = !result || result.bad.length > 0 || result.lines.length === 0;
  return (
    <div className={css.page} data-testid="rundown-import">
      <div className={css.head}>
        <h1 className={css.title}>{words.title}</h1>
        <Button
          variant="default"
          onClick={() => rundown.dispatch({ type: "page", page: "plan" })}
          data-testid="plan-back"
        >
          {back}
        </Button>
      </div>
      {!staged && (
        <>
          <p className={css.intro}>{words.intro}</p>
          <FileDrop
            title={words.choose}
            hint={words.drop}
            accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            disabled={busy}
            testId="rundown-file"
            onFile={(file) => void take(file)}
          />
        </>
      )}
      <Failure code={failure} />
      {percent !== null && (
        <div role="status">
          <span>
            {words.handing} {Math.round(percent)} %
          </span>
          <Progress value={percent} aria-label={words.handing} size={8} />
        </div>
      )}
      {staged && (
        <div className={css.head}>
          <h2 className={css.subtitle}>{staged.name}</h2>
          <Button variant="default" disabled={busy} onClick={again} data-testid="rundown-other">
            {words.another}
          </Button>
        </div>
      )}
      {result && <Counts result={result} />}
      {result?.done && (
        <p className={css.done} role="status" data-testid="rundown-done">
          <ToneIcon tone="admit" size={28} /> {words.done}
        </p>
      )}
      {staged && result && !result.done && (
        <div className={css.adopt}>
          <FileOptions
            result={result}
            options={options}
            disabled={busy}
            onChange={(chosen) => {
              setOptions(chosen);
              void run(() => read(staged.file, false, chosen));
            }}
          />
          <Button
            size="lg"
            disabled={busy || blocked}
            onClick={() => void run(() => read(staged.file, true, options))}
            data-testid="rundown-adopt"
          >
            {words.adopt}
          </Button>
          {result.bad.length > 0 && <p className={css.intro}>{words.blocked}</p>}
          {result.bad.length === 0 && result.lines.length === 0 && (
            <p className={css.intro}>{words.nothing}</p>
          )}
        </div>
      )}
      {result && result.bad.length > 0 && <BadCells bad={result.bad} />}
      {result && <Difference lines={result.lines} />}
    </div>
  );
}

function Counts({ result }: { result: RundownRes }) {
  const words = useWords(IMPORT_WORDS).what;
  const times = useTimes();
  const of = (what: RundownWhat) => result.lines.filter((line) => line.what === what).length;
  const counts = [
    ["rows", result.rows],
    ["add", of("add")],
    ["change", of("change")],
    ["move", of("move")],
    ["remove", of("remove")],
    ["unchanged", result.unchanged],
    ["bad", result.bad.length],
  ] as const;
  return (
    <dl className={css.counts}>
      {counts.map(([name, value]) => (
        <div key={name} className={css.count} data-alert={(name === "bad" && value > 0) || undefined}>
          <dt>{words[name]}</dt>
          <dd data-testid={`rundown-${name}`}>{times.count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
