// What a cell shows while nobody types into it.
import type { ReactNode } from "react";
import type { Conflict } from "../../contract/Conflict";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { ShowDetails } from "../../contract/ShowDetails";
import { ToneIcon } from "../../shared/icons";
import { useLanguage, useWords } from "../../shared/language";
import { clock } from "../../shared/time";
import { type ColumnId, cellOf } from "./cells";
import type { CueItem } from "./lines";
import { CheckMark, FlagMark } from "./marks";
import css from "./table.module.css";
import { durationText, startText } from "./typed";
import { useConflictText } from "./useConflictText";
import { WORDS } from "./words";

interface CellContentProps {
  readonly line: PlanEntry;
  readonly column: ColumnId;
  readonly details: ShowDetails;
  readonly conflicts: readonly Conflict[];
}

/** The cell. */
export function CellContent(props: CellContentProps) {
  const { line, column, details } = props;
  const words = useWords(WORDS).line;
  const cell = cellOf(line, column, details);
  switch (column) {
    case "title":
      return <Title {...props} />;
    case "start":
      return <Start line={line} details={details} />;
    case "end":
      return line.item.kind === "delay" ? null : <Time at={line.end} zone={details.zone} />;
    case "duration":
      return <Duration line={line} />;
    case "gap":
      return <Gap line={line} />;
    case "flag":
      return cell.kind === "toggle" && cell.on ? <On mark={<FlagMark />} /> : null;
    case "skip":
      return cell.kind === "toggle" && cell.on ? <span className={css.small}>{words.skipped}</span> : null;
    default:
      if (cell.kind === "toggle") return cell.on ? <On mark={<CheckMark />} /> : null;
      return cell.kind === "typed" || cell.kind === "choice" ? (
        <span className={css.clip}>{cell.text}</span>
      ) : null;
  }
}

/** A mark that is read as what it says. */
function On({ mark }: { mark: ReactNode }) {
  const words = useWords(WORDS).line;
  return (
    <>
      {mark}
      <span className={css.hidden}>{words.on}</span>
    </>
  );
}

function Title({ line, conflicts }: CellContentProps) {
  const words = useWords(WORDS).line;
  const say = useConflictText();
  const { item } = line;
  const title = item.kind === "delay" ? words.delay : item.title;
  const notes = item.kind === "cue" ? cueNotes(item, words) : [];
  return (
    <span className={css.title}>
      <span className={css.name} data-untitled={title === "" || undefined}>
        {title === "" ? words.untitled : title}
      </span>
      {conflicts.length > 0 && (
        <span className={css.conflict} data-testid="line-conflict">
          <ToneIcon tone="refused" size={14} /> {conflicts.map(say).join(" · ")}
        </span>
      )}
      {(notes.length > 0 || line.locked) && (
        <span className={css.notes}>{[...(line.locked ? [words.locked] : []), ...notes].join(" · ")}</span>
      )}
    </span>
  );
}

function cueNotes(cue: CueItem, words: (typeof WORDS)["en"]["line"]): readonly string[] {
  return [
    ...cue.calls.map(({ department }) => department),
    ...(cue.cuttable ? [words.cuttable] : []),
    ...(cue.count_to_end ? [words.toEnd] : []),
    ...(cue.end_action === "load_next" ? [words.loadNext] : []),
    ...(cue.end_action === "start_next" ? [words.startNext] : []),
  ];
}

/** A time at the show's own zone, with its seconds only where there are any. */
export function Time({ at, zone }: { at: number | null; zone: string }) {
  const { language } = useLanguage();
  return at === null ? null : <>{clock(at, zone, language).replace(/:00$/, "")}</>;
}

function Start({ line, details }: { line: PlanEntry; details: ShowDetails }) {
  const words = useWords(WORDS).line;
  const { item, start, day, delay_ms } = line;
  if (item.kind === "delay") return null;
  const own = item.kind === "cue" && item.start.kind !== "soft";
  const under = [
    ...(item.kind === "cue" && item.start.kind === "hard" ? [words.fixed] : []),
    ...(item.kind === "cue" && item.start.kind === "window" ? [startText(item.start, details.date)] : []),
    ...(delay_ms === 0 || item.kind === "group" ? [] : [durationText(delay_ms, true)]),
  ];
  return (
    <span
      className={css.figures}
      title={delay_ms === 0 ? undefined : words.delayed(durationText(delay_ms, true))}
    >
      <span className={css.time} data-own={own || undefined}>
        <Time at={start} zone={details.zone} />
        {day !== 0 && <span className={css.day}> {words.days(day)}</span>}
      </span>
      {under.length > 0 && <span className={css.notes}>{under.join(" · ")}</span>}
    </span>
  );
}

function Duration({ line: { item } }: { line: PlanEntry }) {
  const words = useWords(WORDS).line;
  switch (item.kind) {
    case "cue":
      return <>{durationText(item.duration_ms)}</>;
    case "delay":
      return <>{durationText(item.by_ms, true)}</>;
    case "milestone":
      return null;
    case "group":
      return (
        <span className={css.figures}>
          <span>{durationText(item.duration_ms)}</span>
          {item.target_ms !== null && (
            <span className={css.notes}>{words.of(durationText(item.target_ms))}</span>
          )}
        </span>
      );
  }
}

function Gap({ line: { item, gap_ms } }: { line: PlanEntry }) {
  const words = useWords(WORDS).line;
  if (item.kind !== "cue" || item.skip || gap_ms === 0) return null;
  return (
    <span className={css.figures} data-overlap={gap_ms < 0 || undefined}>
      <span>{durationText(gap_ms)}</span>
      <span className={css.notes}>{gap_ms < 0 ? words.overlap : words.gap}</span>
    </span>
  );
}
