// The control room's own half: the incidents or the log, and under both the line.
import { type DragEvent, useCallback, useRef, useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { RecordId } from "../../contract/RecordId";
import type { WrittenRes } from "../../contract/WrittenRes";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Old } from "../../shared/Old";
import { useNow } from "../../shared/useNow";
import type { Picture } from "../../shared/usePicture";
import { useVoice } from "../../shared/useVoice";
import { momentOf } from "./Clock";
import css from "./control.module.css";
import { IncidentList } from "./IncidentList";
import { IncidentPane } from "./IncidentPane";
import type { Intent } from "./keys";
import { LineBar } from "./LineBar";
import { LINE_WORDS } from "./line-words";
import { LogList } from "./LogList";
import { isSame } from "./records";
import { useLine } from "./useLine";
import { useRoomKeys } from "./useRoomKeys";
import { WORDS } from "./words";

/** How long what was written can be taken back with one key. */
const SIGHT_MS = 30_000;

interface ControlRoomProps {
  readonly view: "incidents" | "log";
  readonly picture: Picture<ControlRes>;
  readonly selected: RecordId | null;
  readonly onSelect: (incident: RecordId | null) => void;
  /** Opens the report in the form that emergency services share. */
  readonly onReport: (res: IncidentRes) => void;
}

/** The room. */
export function ControlRoom({ view, picture, selected, onSelect, onReport }: ControlRoomProps) {
  const words = useWords(WORDS);
  const lineWords = useWords(LINE_WORDS);
  const { res, at, lost, refresh } = picture;
  const voice = useVoice(res?.types);
  const [over, setOver] = useState(false);
  const pane = useRef<((intent: Intent) => void) | null>(null);
  const onKeys = useCallback((use: ((intent: Intent) => void) | null) => {
    pane.current = use;
  }, []);
  const onWritten = useCallback(
    (written: WrittenRes | null) => {
      refresh();
      if (written?.opened === true) onSelect(written.incident);
    },
    [refresh, onSelect],
  );
  const line = useLine(selected, onWritten);
  const written = useInSight(picture);
  const walk = (by: number) => {
    const open = res?.open ?? [];
    const place = open.findIndex(({ incident }) => isSame(incident, selected));
    const next = open[place < 0 ? (by > 0 ? 0 : open.length - 1) : place + by];
    if (next !== undefined) onSelect(next.incident);
  };
  useRoomKeys(line, written !== null, (intent) => {
    switch (intent) {
      case "write":
        return void line.write();
      case "take":
        return line.take(line.chosen);
      case "choose_up":
        return line.choose(-1);
      case "choose_down":
        return line.choose(1);
      case "close_list":
        return line.closeList();
      case "undo":
        return void line.undo(written?.verbatim ?? "");
      case "incident_up":
        return walk(-1);
      case "incident_down":
        return walk(1);
      case "leave":
        return onSelect(null);
      default:
        pane.current?.(intent);
    }
  });
  if (res === null) {
    return (
      <>
        <h1 className={css.aloud}>{words.tabs[view]}</h1>
        <Failure code={lost} />
      </>
    );
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void line.attach([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can also be chosen with the key beside the line
    <div
      className={css.room}
      data-over={over || undefined}
      data-testid="control-room"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h1 className={css.aloud}>{words.tabs[view]}</h1>
      <Old picture={picture} />
      {view === "log" ? (
        <LogList room={picture} />
      ) : (
        <div className={css.halves} data-selected={selected !== null || undefined}>
          <IncidentList res={res} at={at} selected={selected} onSelect={onSelect} onRefresh={refresh} />
          {selected === null ? (
            <p className={css.nothing}>{words.none}</p>
          ) : (
            <IncidentPane
              key={`${selected.author}/${selected.seq}`}
              incident={selected}
              room={picture}
              onSelect={onSelect}
              onReport={onReport}
              onKeys={onKeys}
            />
          )}
        </div>
      )}
      <LineBar line={line} voice={voice} written={written} />
      {over && <p className={css.drop}>{lineWords.dropped}</p>}
    </div>
  );
}

/** What this desk did last, while it is in sight. */
function useInSight({ res, at }: Picture<ControlRes>): ControlRes["undo"] {
  useNow(1_000);
  if (res === null || res.undo === null) return null;
  return momentOf(res.now, at) - res.undo.logged < SIGHT_MS ? res.undo : null;
}
