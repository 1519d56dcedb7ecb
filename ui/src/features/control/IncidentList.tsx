// Open incidents in the program's order, the worst first; below them, folded, those that ended.
import { useEffect, useRef, useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import type { IncidentLine } from "../../contract/IncidentLine";
import type { RecordId } from "../../contract/RecordId";
import { CONTROL_WORDS, typeName } from "../../shared/control-words";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { SeverityMark } from "../../shared/Severity";
import { useTimes } from "../../shared/venue";
import { WaitClock } from "./Clock";
import css from "./list.module.css";
import { Notices } from "./Notices";
import { isSame, recordKey } from "./records";
import { WORDS } from "./words";

interface IncidentListProps {
  readonly res: ControlRes;
  readonly at: number;
  readonly selected: RecordId | null;
  readonly onSelect: (incident: RecordId) => void;
  readonly onRefresh: () => void;
}

/** The list. */
export function IncidentList({ res, at, selected, onSelect, onRefresh }: IncidentListProps) {
  const words = useWords(WORDS);
  const [unfolded, setUnfolded] = useState(false);
  const row = (line: IncidentLine) => (
    <Row
      key={recordKey(line.incident)}
      line={line}
      res={res}
      at={at}
      chosen={isSame(line.incident, selected)}
      onSelect={onSelect}
    />
  );
  return (
    <section className={css.list} aria-label={words.list} data-testid="incident-list">
      {res.open.length === 0 && (
        <div className={css.none} data-testid="incidents-none">
          <strong>{words.noOpen}</strong>
          <p>{words.noOpenHint}</p>
        </div>
      )}
      <ul>{res.open.map(row)}</ul>
      <Notices res={res} onRefresh={onRefresh} onSelect={onSelect} />
      {res.waiting > 0 && (
        <p className={css.waiting} data-testid="incidents-waiting">
          {words.waiting(res.waiting)}
        </p>
      )}
      {res.ended.length > 0 && (
        <button
          type="button"
          className={css.fold}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          data-testid="incidents-ended"
        >
          {words.ended(res.ended.length)}
          <span aria-hidden="true">{unfolded ? "▴" : "▾"}</span>
        </button>
      )}
      {unfolded && <ul>{res.ended.map(row)}</ul>}
    </section>
  );
}

interface RowProps {
  readonly line: IncidentLine;
  readonly res: ControlRes;
  readonly at: number;
  readonly chosen: boolean;
  readonly onSelect: (incident: RecordId) => void;
}

function Row({ line, res, at, chosen, onSelect }: RowProps) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const times = useTimes();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const [wait] = line.waits;
  const [main] = line.types;
  const place = line.place === "" ? "" : ` · ${line.place}`;
  const title = line.title !== "" ? line.title : main === undefined ? "" : typeName(main, codes, res.types);
  const standing = line.struck
    ? words.struck
    : line.duplicate_of !== null
      ? words.duplicate(line.duplicate_of)
      : codes.status[line.status];
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={css.row}
        aria-current={chosen || undefined}
        data-sounds={line.sounds || undefined}
        data-struck={line.struck || undefined}
        data-testid="incident"
        data-number={line.number}
        data-severity={line.severity}
        data-status={line.status}
        onClick={() => onSelect(line.incident)}
      >
        <SeverityMark severity={line.severity} size={32} />
        <span className={css.number}>{line.number}</span>
        <span className={css.what}>
          <span className={css.title}>
            {main !== undefined && <b>{main} </b>}
            {line.sealed && line.title === "" ? words.sealed : title}
            {place}
          </span>
          <span className={css.status}>
            {standing}
            {line.units.length > 0 && ` · ${line.units.map(({ unit }) => unit).join(", ")}`}
          </span>
        </span>
        <span className={css.clock}>
          {line.sounds && (
            <span className={css.sounds}>
              <NoticeIcon size={16} />
              {words.sounds}
            </span>
          )}
          {wait === undefined ? (
            <span className={css.since}>{times.time(line.opened)}</span>
          ) : (
            <WaitClock wait={wait} now={res.now} at={at} />
          )}
        </span>
      </button>
    </li>
  );
}
