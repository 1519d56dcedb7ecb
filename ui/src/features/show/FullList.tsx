// Every line of the show, the done ones too. It follows the live cue until somebody scrolls away.
import { memo, useCallback, useEffect, useRef, useState } from "react";
import type { EntryId } from "../../contract/EntryId";
import type { LiveLine } from "../../contract/LiveLine";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { change, lasts } from "./durations";
import css from "./list.module.css";
import { WORDS } from "./words";

/** Further away than this from the live cue is away. */
const AWAY_PX = 90;

interface FullListProps {
  readonly lines: readonly LiveLine[];
  /** What the list keeps in sight: the live cue, before the first the next. */
  readonly follow: EntryId | null;
  readonly chosen: EntryId | null;
  readonly onChoose?: ((entry: EntryId) => void) | undefined;
}

/** The list. */
export function FullList({ lines, follow, chosen, onChoose }: FullListProps) {
  const words = useWords(WORDS).list;
  const { box, following, snap, onScroll } = useFollow(follow, chosen);
  return (
    <div className={css.list}>
      {/* Whoever has only a keyboard scrolls it. */}
      <section
        ref={box}
        className={css.lines}
        aria-label={words.title}
        tabIndex={0}
        onScroll={onScroll}
        data-testid="show-list"
      >
        <ol>
          {lines.map((line) => (
            <Row key={line.entry} {...rowOf(line)} chosen={line.entry === chosen} onChoose={onChoose} />
          ))}
        </ol>
      </section>
      {!following && (
        <button type="button" className={css.back} onClick={snap} data-testid="snap-back">
          {words.back}
        </button>
      )}
    </div>
  );
}

/** Keeps the followed line in sight, and knows when somebody looks elsewhere. */
function useFollow(follow: EntryId | null, chosen: EntryId | null) {
  const box = useRef<HTMLElement>(null);
  const [following, setFollowing] = useState(true);
  const goal = useCallback(() => {
    const list = box.current;
    const row = list?.querySelector<HTMLElement>(`[data-entry="${follow}"]`);
    if (!list || !row) return null;
    const most = list.scrollHeight - list.clientHeight;
    return Math.max(0, Math.min(most, row.offsetTop - list.clientHeight / 3));
  }, [follow]);
  const snap = useCallback(() => {
    const top = goal();
    if (top !== null) box.current?.scrollTo({ top });
    setFollowing(true);
  }, [goal]);
  const onScroll = useCallback(() => {
    const top = goal();
    const now = box.current?.scrollTop ?? 0;
    setFollowing(top === null || Math.abs(now - top) < AWAY_PX);
  }, [goal]);
  const wasFollowing = useRef(following);
  wasFollowing.current = following;
  useEffect(() => {
    if (wasFollowing.current) snap();
  }, [snap]);
  useEffect(() => {
    if (chosen === null) return;
    box.current?.querySelector(`[data-entry="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return { box, following, snap, onScroll };
}

/** Plain values alone, so that a row is drawn again only when something in it has changed. */
function rowOf(line: LiveLine) {
  return {
    entry: line.entry,
    kind: line.kind,
    inGroup: line.group !== null,
    number: line.number,
    title: line.title,
    colour: line.colour,
    flag: line.flag,
    standing: line.standing,
    duration: line.duration_ms,
    start: line.start,
  };
}

interface RowProps extends ReturnType<typeof rowOf> {
  readonly chosen: boolean;
  readonly onChoose: ((entry: EntryId) => void) | undefined;
}

const Row = memo(function Row(row: RowProps) {
  const { entry, kind, standing, chosen, onChoose } = row;
  const pressable =
    onChoose && kind === "cue" && ["standby", "next", "later", "passed", "done"].includes(standing);
  return (
    <li
      className={css.row}
      data-testid="show-line"
      data-entry={entry}
      data-kind={kind}
      data-standing={standing}
      data-in-group={row.inGroup || undefined}
      data-chosen={chosen || undefined}
    >
      {pressable ? (
        <button type="button" className={css.cell} aria-pressed={chosen} onClick={() => onChoose(entry)}>
          <Cells row={row} />
        </button>
      ) : (
        <span className={css.cell}>
          <Cells row={row} />
        </span>
      )}
    </li>
  );
});

function Cells({ row }: { readonly row: RowProps }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { kind, standing } = row;
  if (kind === "delay") return <span className={css.title}>{words.list.delay(change(row.duration))}</span>;
  const said = kind === "cue" && standing !== "later" && standing !== "done";
  return (
    <>
      <span className={css.colour} style={row.colour ? { background: row.colour } : undefined} />
      {kind === "cue" && <span className={css.number}>{row.number}</span>}
      <span className={css.title} title={row.title}>
        {row.title}
      </span>
      {row.flag && <span className={css.word}>{words.next.flag}</span>}
      {said && <span className={css.word}>{words.standings[standing]}</span>}
      {kind === "cue" && standing === "done" && (
        <span className={css.done}>
          <ToneIcon tone="admit" size={16} />
          <span className={css.hidden}>{words.standings.done}</span>
        </span>
      )}
      {row.start !== null && kind !== "group" && <time className={css.start}>{times.time(row.start)}</time>}
      {kind === "cue" && <span className={css.lasts}>{lasts(row.duration)}</span>}
    </>
  );
}
