// What else can be written about an incident without the line.
import { useState } from "react";
import type { ControlAct } from "../../contract/ControlAct";
import type { IncidentRes } from "../../contract/IncidentRes";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { useLanguage, useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import type { Question } from "./Ask";
import css from "./pane.module.css";
import * as questions from "./questions";
import { WORDS } from "./words";

interface MoreProps {
  readonly res: IncidentRes;
  readonly asking: questions.Asking;
  readonly onAsk: (question: Question) => void;
  readonly onReport: () => void;
  readonly onAct: (what: ControlAct) => void;
}

/** The row of small keys. */
export function More({ res, asking, onAsk, onReport, onAct }: MoreProps) {
  const words = useWords(WORDS);
  const { language } = useLanguage();
  const { busy, failure, run } = useAction();
  const [path, setPath] = useState<string | null>(null);
  const { line } = res;
  const bundle = () =>
    run(async () => {
      const what = { type: "incident", incident: line.incident } as const;
      const written = await call("export_log", { what, from: null, until: null, language, sealed: false });
      setPath(written.path);
    });
  const key = (testId: string, text: string, onClick: () => void) => (
    <button type="button" className={css.small} disabled={busy} onClick={onClick} data-testid={testId}>
      {text}
    </button>
  );
  return (
    <div className={css.more}>
      {key("more-note", words.more.note, () => onAsk(questions.note(asking)))}
      {key("more-decide", words.more.decide, () => onAsk(questions.decide(asking)))}
      {key("more-subject", words.more.subject, () => onAsk(questions.subject(asking)))}
      {key("more-promise", words.more.promise, () => onAsk(questions.promise(asking)))}
      {key("more-link", words.more.link, () => onAsk(questions.link(asking, line.number)))}
      {key("more-report", words.more.report, onReport)}
      {key("more-seal", line.sealed ? words.more.unseal : words.more.seal, () =>
        onAct({ type: "seal", sealed: !line.sealed }),
      )}
      {key("more-bundle", words.more.bundle, () => void bundle())}
      {path !== null && (
        <p className={css.path} role="status" data-testid="bundle-path">
          {words.written(path)}
        </p>
      )}
      <Failure code={failure} />
    </div>
  );
}
