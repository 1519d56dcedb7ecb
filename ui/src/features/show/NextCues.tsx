// The next five cues: when they will start, and which departments are ready.
import type { CallLine } from "../../contract/CallLine";
import type { EntryId } from "../../contract/EntryId";
import type { LiveLine } from "../../contract/LiveLine";
import type { ShowLive } from "../../contract/ShowLive";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { lasts } from "./durations";
import css from "./live.module.css";
import { ahead } from "./lines";
import { WORDS } from "./words";

const SHOWN = 5;

interface NextCuesProps {
  readonly live: ShowLive;
  readonly chosen: EntryId | null;
  /** Chooses a cue; absent for whoever only looks. */
  readonly onChoose?: (entry: EntryId) => void;
  /** A department's answer, heard by whoever calls; absent for whoever only looks. */
  readonly onTick?: (call: CallLine) => void;
}

/** The list. */
export function NextCues({ live, chosen, onChoose, onTick }: NextCuesProps) {
  const words = useWords(WORDS).next;
  const next = ahead(live.lines).slice(0, SHOWN);
  if (live.state === "finished") return null;
  return (
    <section className={css.next} aria-label={words.title} data-testid="next-cues">
      {next.length === 0 ? (
        <p className={css.none}>{words.none}</p>
      ) : (
        <ol>
          {next.map((line) => (
            <Row
              key={line.entry}
              line={line}
              chosen={line.entry === chosen}
              onChoose={onChoose}
              onTick={line.standing === "standby" ? onTick : undefined}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface RowProps {
  readonly line: LiveLine;
  readonly chosen: boolean;
  readonly onChoose: ((entry: EntryId) => void) | undefined;
  readonly onTick: ((call: CallLine) => void) | undefined;
}

function Row({ line, chosen, onChoose, onTick }: RowProps) {
  const { standings } = useWords(WORDS);
  const named = (
    <>
      <span className={css.rowNumber}>{line.number}</span>
      <span className={css.rowText}>
        <span className={css.rowTitle}>{line.title}</span>
        {line.standing === "standby" && <strong className={css.standby}>{standings.standby}</strong>}
      </span>
    </>
  );
  return (
    <li
      className={css.row}
      data-testid="next-cue"
      data-entry={line.entry}
      data-standing={line.standing}
      data-chosen={chosen || undefined}
    >
      {onChoose ? (
        <button
          type="button"
          className={css.rowName}
          aria-pressed={chosen}
          onClick={() => onChoose(line.entry)}
          title={line.note}
        >
          {named}
        </button>
      ) : (
        <span className={css.rowName} title={line.note}>
          {named}
        </span>
      )}
      <Ticks line={line} onTick={onTick} />
      <Start line={line} />
    </li>
  );
}

function Start({ line }: { readonly line: LiveLine }) {
  const words = useWords(WORDS).next;
  const times = useTimes();
  const moved =
    line.start !== null &&
    line.planned_start !== null &&
    times.time(line.start) !== times.time(line.planned_start);
  return (
    <span className={css.rowTimes}>
      <strong data-testid="next-start">{line.start === null ? "" : times.time(line.start)}</strong>
      <small>
        {moved && line.planned_start !== null && `${words.planned(times.time(line.planned_start))} · `}
        {lasts(line.duration_ms)}
      </small>
    </span>
  );
}

interface TicksProps {
  readonly line: LiveLine;
  readonly onTick: ((call: CallLine) => void) | undefined;
}

function Ticks({ line, onTick }: TicksProps) {
  const words = useWords(WORDS).next;
  const answers = line.standing === "standby";
  const said = ({ ready }: CallLine) =>
    ready === null ? words.silent : ready ? words.ready : words.notReady;
  const mark = (call: CallLine) => (
    <>
      {answers && call.ready !== null && <ToneIcon tone={call.ready ? "admit" : "refused"} size={16} />}
      {call.department}
      {answers && call.ready === null && " …"}
    </>
  );
  return (
    <span className={css.ticks}>
      {line.calls.map((call, at) => {
        const common = {
          // A department may be called more than once in a cue; the order is the plan's.
          key: `${call.department} ${at}`,
          className: css.tick,
          "data-testid": "tick",
          "data-department": call.department,
          "data-ready": answers ? String(call.ready) : undefined,
          title: call.text,
        };
        const { key, ...rest } = common;
        return onTick ? (
          <button
            key={key}
            type="button"
            {...rest}
            aria-label={`${call.department}: ${said(call)}`}
            onClick={() => onTick(call)}
          >
            {mark(call)}
          </button>
        ) : (
          <span key={key} {...rest}>
            {mark(call)}
            {answers && <span className={css.hidden}>{said(call)}</span>}
          </span>
        );
      })}
    </span>
  );
}
