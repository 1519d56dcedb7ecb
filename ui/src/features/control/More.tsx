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
}

/** The row of small keys above the timeline. */
export function More({ res, asking, onAsk, onReport }: MoreProps) {
  const words = useWords(WORDS).more;
  return (
    <div className={css.more}>
      <Small testId="more-note" text={words.note} onPress={() => onAsk(questions.note(asking))} />
      <Small testId="more-decide" text={words.decide} onPress={() => onAsk(questions.decide(asking))} />
      <Small testId="more-subject" text={words.subject} onPress={() => onAsk(questions.subject(asking))} />
      <Small testId="more-promise" text={words.promise} onPress={() => onAsk(questions.promise(asking))} />
      <Small
        testId="more-link"
        text={words.link}
        onPress={() => onAsk(questions.link(asking, res.line.number))}
      />
      <Small testId="more-report" text={words.report} onPress={onReport} />
    </div>
  );
}

interface FootProps {
  readonly res: IncidentRes;
  readonly onAct: (what: ControlAct) => void;
}

/** What is rarely done to an incident as a whole: sealing it, and writing it out. */
export function Foot({ res: { line }, onAct }: FootProps) {
  const words = useWords(WORDS);
  const { language } = useLanguage();
  const { busy, failure, run } = useAction();
  const [path, setPath] = useState<string | null>(null);
  const bundle = () =>
    run(async () => {
      const what = { type: "incident", incident: line.incident } as const;
      setPath((await call("export_log", { what, from: null, until: null, language, sealed: false })).path);
    });
  return (
    <div className={css.more}>
      <Small
        testId="more-seal"
        text={line.sealed ? words.more.unseal : words.more.seal}
        onPress={() => onAct({ type: "seal", sealed: !line.sealed })}
      />
      <Small testId="more-bundle" text={words.more.bundle} busy={busy} onPress={() => void bundle()} />
      {path !== null && (
        <p className={css.path} role="status" data-testid="bundle-path">
          {words.written(path)}
        </p>
      )}
      <Failure code={failure} />
    </div>
  );
}

interface SmallProps {
  readonly testId: string;
  readonly text: string;
  readonly busy?: boolean;
  readonly onPress: () => void;
}

function Small({ testId, text, busy = false, onPress }: SmallProps) {
  return (
    <button type="button" className={css.small} disabled={busy} onClick={onPress} data-testid={testId}>
      {text}
    </button>
  );
}
