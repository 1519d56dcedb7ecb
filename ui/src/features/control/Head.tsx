// What the incident is, readable at arm's length.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { IncidentType } from "../../contract/IncidentType";
import { CONTROL_WORDS, typeName } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { SeverityMark } from "../../shared/Severity";
import { span } from "../../shared/time";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import { momentOf } from "./Clock";
import css from "./pane.module.css";
import { WORDS } from "./words";

/** Something that happened so much before it was logged is said apart. */
const APART_MS = 60_000;

interface HeadProps {
  readonly res: IncidentRes;
  readonly at: number;
  readonly types: readonly IncidentType[];
  readonly onBack: () => void;
  /** What it waits for and what it lacks. */
  readonly children: ReactNode;
}

/** The head. */
export function Head({ res, at, types, onBack, children }: HeadProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  useNow(1_000);
  const { line } = res;
  const names = line.types.map((code) => typeName(code, codes, types)).join(", ");
  const marks = [
    line.struck ? words.struck : "",
    line.duplicate_of === null ? "" : words.duplicate(line.duplicate_of),
    line.sealed ? words.sealed : "",
    res.reopened > 0 ? words.reopened(res.reopened) : "",
  ].filter(Boolean);
  const early = res.line.opened - res.occurred > APART_MS ? words.occurred(times.moment(res.occurred)) : "";
  const opened = words.opened(times.moment(line.opened), span(momentOf(res.now, at) - line.opened));
  return (
    <header className={css.head}>
      <div className={css.headRow}>
        <SeverityMark severity={line.severity} size={52} />
        <h2 className={css.headNumber} data-testid="pane-number">
          {line.number}
        </h2>
        <p className={css.headWhat}>
          <strong data-testid="pane-title">{line.title === "" ? names : line.title}</strong>
          <span>{[line.title === "" ? "" : names, line.place].filter(Boolean).join(" · ")}</span>
        </p>
        <span className={css.headStatus} data-testid="pane-status" data-status={line.status}>
          {codes.status[line.status]}
        </span>
        <Button variant="default" onClick={onBack} aria-label={words.back} data-testid="pane-back">
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      <div className={css.waits}>
        <p className={css.headFacts}>{[...marks, opened, early].filter(Boolean).join(" · ")}</p>
        {children}
      </div>
      {res.withheld && <p className={css.withheld}>{words.withheld}</p>}
    </header>
  );
}
