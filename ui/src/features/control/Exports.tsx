// The log as files: what an authority asks for, what another program reads, one person's form.
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { ExportRes } from "../../contract/ExportRes";
import type { LogExport } from "../../contract/LogExport";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { useLanguage, useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import { Ask, type Question } from "./Ask";
import { LOG_WORDS } from "./line-words";
import css from "./log.module.css";
import type { Filter } from "./pages";

/** The keys; they write the span of time that the filter names. */
export function Exports({ filter }: { filter: Filter }) {
  const words = useWords(LOG_WORDS);
  const times = useTimes();
  const { language } = useLanguage();
  const { busy, failure, run } = useAction();
  const [withSealed, setWithSealed] = useState(false);
  const [done, setDone] = useState<ExportRes | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const write = async (what: LogExport) => {
    const { from, until } = filter;
    setDone(await call("export_log", { what, from, until, language, sealed: !withSealed }));
  };
  const form: Question = {
    title: words.ics.title,
    fields: [
      { name: "who", label: words.ics.who, needed: true },
      { name: "position", label: words.ics.position },
      { name: "agency", label: words.ics.agency },
      { name: "prepared", label: words.ics.prepared, needed: true },
    ],
    write: ({ who = "", position = "", agency = "", prepared = "" }) =>
      write({ type: "ics214", who, position, agency, prepared_by: prepared }),
  };
  const key = (type: "licence_pdf" | "csv" | "jsonl") => (
    <Button
      key={type}
      variant="default"
      disabled={busy}
      onClick={() => void run(() => write({ type }))}
      data-testid={`export-${type}`}
    >
      {words.exports[type]}
    </Button>
  );
  return (
    <div className={css.exports} role="group" aria-label={words.export}>
      {key("licence_pdf")}
      {key("csv")}
      {key("jsonl")}
      <Button variant="default" onClick={() => setQuestion(form)} data-testid="export-ics214">
        {words.exports.ics214}
      </Button>
      <Checkbox
        label={words.withSealed}
        checked={withSealed}
        data-testid="export-sealed"
        onChange={(event) => setWithSealed(event.currentTarget.checked)}
      />
      {done !== null && (
        <p className={css.done} role="status" data-testid="export-done">
          {words.written(done.path, times.count(done.rows))}
        </p>
      )}
      <Failure code={failure} />
      <Ask question={question} onClose={() => setQuestion(null)} />
    </div>
  );
}
