// Importing attendees: hand a file over, look at what would happen, then do it or leave it.
import { Button, Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ImportRes } from "../../contract/ImportRes";
import type { Mapping } from "../../contract/Mapping";
import { call, onPush } from "../../host";
import { Failure } from "../../shared/Failure";
import { FileDrop } from "../../shared/FileDrop";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { stage } from "../../shared/staging";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import { BadRows } from "./BadRows";
import { MappingTable } from "./MappingTable";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

interface Staged {
  readonly name: string;
  readonly token: string;
}

interface Work {
  readonly what: "handing" | "looking" | "importing";
  /** From 0 to 100. */
  readonly percent: number;
}

/** The page. */
export function ImportPage({ setup, onImported }: { setup: SetupLine; onImported: () => void }) {
  const words = useWords(WORDS).imports;
  const times = useTimes();
  const { busy, failure, run, clear } = useAction();
  const [staged, setStaged] = useState<Staged | null>(null);
  const [result, setResult] = useState<ImportRes | null>(null);
  const [work, setWork] = useState<Work | null>(null);

  useEffect(
    () =>
      onPush((push) => {
        if (push.type !== "progress" || push.task !== "import") return;
        const percent = push.total === 0 ? 0 : (push.done / push.total) * 100;
        setWork((now) => (now && now.what !== "handing" ? { ...now, percent } : now));
      }),
    [],
  );

  const during = (what: Work["what"], act: () => Promise<void>) =>
    run(async () => {
      setWork({ what, percent: 0 });
      await act();
    }).finally(() => setWork(null));

  const preview = (token: string, mapping: Mapping | null) =>
    during("looking", async () => setResult(await call("preview_import", { token, mapping })));

  const take = (file: File) =>
    during("handing", async () => {
      setResult(null);
      const token = await stage(file, (done, total) =>
        setWork({ what: "handing", percent: total === 0 ? 100 : (done / total) * 100 }),
      );
      setStaged({ name: file.name, token });
      setWork({ what: "looking", percent: 0 });
      setResult(await call("preview_import", { token, mapping: null }));
    });

  const runImport = () =>
    during("importing", async () => {
      if (!staged || !result) return;
      const done = await call("run_import", { token: staged.token, mapping: result.mapping });
      setResult(done);
      if (done.done) {
        await setup.refresh();
        onImported();
      }
    });

  const again = () => {
    clear();
    setStaged(null);
    setResult(null);
  };

  return (
    <div className={css.stack}>
      {!staged && <p className={css.intro}>{words.intro}</p>}
      {!staged && (
        <FileDrop
          title={words.choose}
          hint={words.drop}
          accept=".csv,.txt,text/csv"
          disabled={busy}
          testId="import-file"
          onFile={(file) => void take(file)}
        />
      )}
      <Failure code={failure} />
      {work && (
        <div className={css.work} role="status">
          <span>
            {words[work.what]} {Math.round(work.percent)} %
          </span>
          <Progress value={work.percent} aria-label={words[work.what]} size={8} />
        </div>
      )}
      {staged && (
        <div className={css.sectionHead}>
          <h3 className={css.subtitle}>{staged.name}</h3>
          <Button variant="default" onClick={again} disabled={busy} data-testid="import-other">
            {words.another}
          </Button>
        </div>
      )}
      {result && <Counts result={result} />}
      {result?.done && (
        <p className={css.done} role="status" data-testid="import-done">
          <ToneIcon tone="admit" size={28} /> {words.done}
        </p>
      )}
      {result && !result.done && (
        <>
          <div className={css.actions}>
            <Button
              size="lg"
              disabled={busy || result.bad > 0 || result.rows === 0}
              onClick={() => void runImport()}
              data-testid="import-run"
            >
              {words.run}
            </Button>
            <p className={css.hint}>
              {result.bad > 0 ? words.blocked : words.runHint(times.count(result.rows))}
            </p>
          </div>
          {result.bad > 0 && <BadRows result={result} />}
          <MappingTable
            result={result}
            products={setup.res?.products ?? []}
            disabled={busy}
            onChange={(mapping) => staged && void preview(staged.token, mapping)}
          />
        </>
      )}
    </div>
  );
}

function Counts({ result }: { result: ImportRes }) {
  const words = useWords(WORDS).imports;
  const times = useTimes();
  const counts = (["rows", "added", "updated", "unchanged", "bad"] as const).map(
    (name) => [name, result[name]] as const,
  );
  return (
    <dl className={css.counts}>
      {counts.map(([name, value]) => (
        <div key={name} className={css.count} data-alert={(name === "bad" && value > 0) || undefined}>
          <dt>{words[name]}</dt>
          <dd data-testid={`import-${name}`}>{times.count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
