// What is no incident and yet has to be seen to: contradictions at the gates, full zones, promises that fall due.
import { Button } from "@mantine/core";
import type { ControlRes } from "../../contract/ControlRes";
import type { PromiseLine } from "../../contract/PromiseLine";
import type { RecordId } from "../../contract/RecordId";
import type { Warning } from "../../contract/Warning";
import { act } from "../../shared/act";
import { CONTROL_WORDS } from "../../shared/control-words";
import { Failure } from "../../shared/Failure";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { SeverityMark } from "../../shared/Severity";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import css from "./list.module.css";
import { recordKey } from "./records";
import { WORDS } from "./words";

interface NoticesProps {
  readonly res: ControlRes;
  readonly onRefresh: () => void;
  readonly onSelect: (incident: RecordId) => void;
}

/** The notices; nothing where there are none. */
export function Notices({ res, onRefresh, onSelect }: NoticesProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const { busy, failure, run } = useAction();
  const open = (warning: Extract<Warning, { type: "gates" }>) =>
    run(async () => {
      const written = await act({
        type: "open",
        types: [],
        severity: warning.severity,
        title: codes.rule[warning.rule],
        place: warning.checkpoints.join(", "),
        zone: null,
        anomaly: warning.anomaly,
      });
      onRefresh();
      if (written.incident !== null) onSelect(written.incident);
    });
  const settle = ({ promise, incident }: PromiseLine) =>
    run(async () => {
      await act({ type: "settle", promise }, { incident });
      onRefresh();
    });
  return (
    <>
      <Failure code={failure} />
      {res.warnings.length > 0 && (
        <ul aria-label={words.warnings}>
          {res.warnings.map((warning) => (
            <WarningRow
              key={warning.type === "crowd" ? warning.zone : recordKey(warning.anomaly)}
              warning={warning}
              busy={busy}
              onOpen={(of) => void open(of)}
            />
          ))}
        </ul>
      )}
      {res.promises.length > 0 && (
        <ul aria-label={words.promises}>
          {res.promises.map((promise) => (
            <PromiseRow
              key={recordKey(promise.promise)}
              promise={promise}
              busy={busy}
              onSettle={() => void settle(promise)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface WarningRowProps {
  readonly warning: Warning;
  readonly busy: boolean;
  readonly onOpen: (warning: Extract<Warning, { type: "gates" }>) => void;
}

function WarningRow({ warning, busy, onOpen }: WarningRowProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  if (warning.type === "crowd") {
    const { name, upper, capacity, owner } = warning;
    return (
      <li className={css.notice} data-testid="warning" data-kind="crowd">
        <NoticeIcon size={28} />
        <p className={css.what}>
          <span className={css.title}>{words.full(name, times.count(upper), times.count(capacity))}</span>
          <span className={css.status}>{owner}</span>
        </p>
      </li>
    );
  }
  return (
    <li className={css.notice} data-testid="warning" data-kind="gates">
      <SeverityMark severity={warning.severity} size={32} />
      <p className={css.what}>
        <span className={css.wrapped}>{codes.rule[warning.rule]}</span>
        <span className={css.status}>{[times.moment(warning.at), ...warning.checkpoints].join(" · ")}</span>
      </p>
      {warning.draft && (
        <Button variant="default" disabled={busy} onClick={() => onOpen(warning)} data-testid="warning-open">
          {words.openIt}
        </Button>
      )}
    </li>
  );
}

interface PromiseRowProps {
  readonly promise: PromiseLine;
  readonly busy: boolean;
  readonly onSettle: () => void;
}

function PromiseRow({ promise, busy, onSettle }: PromiseRowProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { number, text, owner, due, overdue } = promise;
  const facts = [number ?? "", owner, due === null ? "" : words.by(times.moment(due))].filter(Boolean);
  return (
    <li className={css.notice} data-testid="promise" data-overdue={overdue || undefined}>
      <p className={css.what}>
        <span className={css.wrapped}>{text}</span>
        <span className={css.status}>
          {overdue && <strong className={css.late}>{words.overdue} · </strong>}
          {facts.join(" · ")}
        </span>
      </p>
      <Button variant="default" disabled={busy} onClick={onSettle} data-testid="promise-settle">
        {words.kept}
      </Button>
    </li>
  );
}
