// Above the table: what the plan comes to, and what can be done with it as a whole.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { EntryKind } from "../../contract/EntryKind";
import type { PlanRes } from "../../contract/PlanRes";
import { UndoIcon } from "../../shared/icons";
import { useLanguage, useWords } from "../../shared/language";
import { day } from "../../shared/time";
import { useTimes } from "../../shared/venue";
import css from "./rundown.module.css";
import { Time } from "./CellContent";
import { civilText, durationText } from "./typed";
import type { PlanCommands } from "./usePlanKeys";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

const KINDS: readonly EntryKind[] = ["cue", "group", "delay", "milestone"];

interface BarProps {
  readonly rundown: PlanLink;
  readonly res: PlanRes;
  readonly commands: PlanCommands;
}

/** The bar. */
export function Bar({ rundown, res, commands }: BarProps) {
  const words = useWords(WORDS);
  const button = (
    testId: string,
    label: ReactNode,
    onClick: () => void,
    disabled = false,
    title?: string,
  ) => (
    <Button
      key={testId}
      variant="default"
      className={css.button ?? ""}
      disabled={disabled}
      title={title}
      aria-label={title}
      data-testid={testId}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <header className={css.bar}>
      <Totals res={res} />
      <div className={css.buttons}>
        {KINDS.map((kind) =>
          button(`add-${kind}`, `+ ${words.add[kind]}`, () => commands.add(kind), false, words.addKey[kind]),
        )}
        <span className={css.split} />
        {button("plan-undo", <UndoIcon size={20} />, () => rundown.undo(false), !res.can_undo, words.undo)}
        {button(
          "plan-redo",
          <span className={css.mirror}>
            <UndoIcon size={20} />
          </span>,
          () => rundown.undo(true),
          !res.can_redo,
          words.redo,
        )}
        <span className={css.split} />
        {button("plan-details", words.details, () => rundown.dispatch({ type: "page", page: "details" }))}
        {button("plan-import", words.import, () => rundown.dispatch({ type: "page", page: "import" }))}
        {button("plan-csv", words.export.csv, () => rundown.write("csv"))}
        {button("plan-pdf", words.export.pdf, () => rundown.write("pdf"))}
        {button("plan-keys", "?", commands.help, false, words.keys)}
      </div>
    </header>
  );
}

function Totals({ res }: { res: PlanRes }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { language } = useLanguage();
  const { details, planned_start, planned_end, total_ms, curfew } = res;
  const total = (name: "start" | "end" | "total" | "curfew", value: ReactNode, more?: ReactNode) => (
    <div className={css.total} data-testid={`total-${name}`}>
      <dt>{words.totals[name]}</dt>
      <dd>
        {value} {more}
      </dd>
    </div>
  );
  return (
    <div className={css.summary}>
      <div className={css.names}>
        <h1 className={css.title}>{details.title}</h1>
        <p className={css.where}>
          {[details.stage, day(Date.parse(details.date), "UTC", language)]
            .filter((part) => part !== "")
            .join(" · ")}{" "}
          · {words.lines(times.count(res.entries.length))}
        </p>
      </div>
      <dl className={css.totals}>
        {total("start", planned_start === null ? "–" : <Time at={planned_start} zone={details.zone} />)}
        {total("end", planned_end === null ? "–" : <Time at={planned_end} zone={details.zone} />)}
        {total("total", durationText(total_ms))}
        {total(
          "curfew",
          curfew === null ? (
            civilText(details.curfew, details.date) || words.totals.none
          ) : (
            <Time at={curfew.at} zone={details.zone} />
          ),
          curfew && (
            <span className={css.curfew} data-over={curfew.over_ms > 0 || undefined}>
              {curfew.over_ms > 0
                ? words.totals.over(durationText(curfew.over_ms))
                : words.totals.room(durationText(-curfew.over_ms))}
            </span>
          ),
        )}
      </dl>
    </div>
  );
}
