// Credentials on paper.
import { Button, NativeSelect, NumberInput, Progress, SegmentedControl } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { Paper } from "../../contract/Paper";
import type { PrintRes } from "../../contract/PrintRes";
import { call, onPush } from "../../host";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

/** What one PDF takes at most. */
const MOST = 100_000;

/** Form, and the file it made. */
export function PrintPage({ setup }: { setup: SetupLine }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const [product, setProduct] = useState<number | null>(null);
  const [paper, setPaper] = useState<Paper>("a4");
  const [skip, setSkip] = useState(0);
  const [limit, setLimit] = useState(1_000);
  const [percent, setPercent] = useState(0);
  const [done, setDone] = useState<PrintRes | null>(null);
  const { busy, failure, run } = useAction();
  const res = setup.res;

  useEffect(
    () =>
      onPush((push) => {
        if (push.type === "progress" && push.task === "print" && push.total > 0) {
          setPercent((push.done / push.total) * 100);
        }
      }),
    [],
  );

  const print = (event: FormEvent) => {
    event.preventDefault();
    setPercent(0);
    setDone(null);
    void run(async () => setDone(await call("print_credentials", { product, skip, limit, paper })));
  };
  if (!res) return null;
  return (
    <div className={css.columns}>
      <form className={css.form} onSubmit={print}>
        <p className={css.intro}>{words.print.intro}</p>
        <NativeSelect
          label={words.print.product}
          value={product ?? ""}
          data={[
            { value: "", label: `${words.all} (${times.count(res.credentials)})` },
            ...res.products.map((of, at) => ({
              value: String(of.number),
              label: `${of.name} (${times.count(res.credentials_by_product[at] ?? 0)})`,
            })),
          ]}
          onChange={(event) =>
            setProduct(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))
          }
        />
        <div className={css.pair}>
          <NumberInput
            label={words.print.skip}
            min={0}
            allowDecimal={false}
            value={skip}
            onChange={(value) => setSkip(typeof value === "number" ? value : 0)}
          />
          <NumberInput
            label={words.print.limit}
            min={1}
            max={MOST}
            allowDecimal={false}
            value={limit}
            onChange={(value) => setLimit(typeof value === "number" ? value : 1)}
          />
        </div>
        <fieldset className={css.group}>
          <legend>{words.print.paper}</legend>
          <SegmentedControl
            aria-label={words.print.paper}
            value={paper}
            onChange={(value) => setPaper(value === "letter" ? "letter" : "a4")}
            data={[
              { value: "a4", label: "A4" },
              { value: "letter", label: "Letter" },
            ]}
          />
        </fieldset>
        <div className={css.actions}>
          <Button
            type="submit"
            size="lg"
            loading={busy}
            disabled={res.credentials === 0}
            data-testid="print-run"
          >
            {words.print.run}
          </Button>
        </div>
        {res.credentials === 0 && <p className={css.empty}>{words.print.none}</p>}
      </form>
      <section className={css.stack}>
        <Failure code={failure} />
        {busy && (
          <div className={css.work} role="status">
            <span>{words.print.working}</span>
            <Progress value={percent} aria-label={words.print.working} size={8} />
          </div>
        )}
        {done && (
          <div className={css.stack} role="status" data-testid="print-done">
            <p className={css.done}>
              <ToneIcon tone="admit" size={28} />
              {words.print.done(times.count(done.credentials), times.count(done.pages))}
            </p>
            <p className={css.hint}>{words.print.file}</p>
            <code className={css.path} data-testid="print-file">
              {done.file}
            </code>
          </div>
        )}
      </section>
    </div>
  );
}
