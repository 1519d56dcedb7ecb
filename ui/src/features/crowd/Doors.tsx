// The doors and what passes them.
import type { CheckpointId } from "../../contract/CheckpointId";
import type { CrowdRes } from "../../contract/CrowdRes";
import type { DoorCrowd } from "../../contract/DoorCrowd";
import type { ZoneId } from "../../contract/ZoneId";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./crowd.module.css";
import { WORDS } from "./words";

interface DoorsProps {
  readonly crowd: CrowdRes;
  readonly chosen: CheckpointId | null;
  readonly onChoose: (door: CheckpointId) => void;
}

/** The table. */
export function Doors({ crowd, chosen, onChoose }: DoorsProps) {
  const words = useWords(WORDS);
  const zone = (of: ZoneId | null) =>
    of === null ? words.door.outside : (crowd.zones.find((one) => one.zone === of)?.name ?? "");
  if (crowd.doors.length === 0) return <p className={css.quiet}>{words.noDoors}</p>;
  return (
    <table className={css.doors}>
      <caption className={css.caption}>{words.doors}</caption>
      <thead>
        <tr>
          <th scope="col">{words.door.name}</th>
          <th scope="col" className={css.figure}>
            {words.door.counts}
          </th>
          <th scope="col" className={css.figure}>
            {words.door.rates}
          </th>
          <th scope="col" className={css.figure}>
            {words.door.own}
          </th>
        </tr>
      </thead>
      <tbody>
        {crowd.doors.map((door) => (
          <Row
            key={door.door}
            door={door}
            way={words.door.way(zone(door.from), zone(door.into))}
            chosen={door.door === chosen}
            onChoose={() => onChoose(door.door)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly door: DoorCrowd;
  readonly way: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Row({ door, way, chosen, onChoose }: RowProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const pair = (a: number, b: number) => `${times.count(Math.round(a))} · ${times.count(Math.round(b))}`;
  return (
    <tr data-testid="crowd-door" data-name={door.name} data-chosen={chosen || undefined}>
      <th scope="row">
        <button type="button" className={css.doorName} aria-pressed={chosen} onClick={onChoose}>
          <span>{door.name}</span>
          <small title={words.door.most(times.count(door.most_per_minute), door.most_source)}>{way}</small>
        </button>
      </th>
      <td className={css.figure}>{pair(door.entries, door.exits)}</td>
      <td className={css.figure}>{pair(door.in_per_minute, door.out_per_minute)}</td>
      <td className={css.figure}>{pair(door.own_entries, door.own_exits)}</td>
    </tr>
  );
}
