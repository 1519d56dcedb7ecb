// Every device whose log is known here. A table when there is room for one, else a card for each.
import type { Device } from "../../contract/Device";
import type { Tone } from "../../contract/Tone";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import { agoSaid } from "./stand";
import css from "./sync.module.css";
import { STAND_WORDS } from "./stand-words";
import { WORDS } from "./words";

const HEADS = ["name", "records", "last", "waiting", "seen", "standing"] as const;
const TONE = { good: "admit", replaced: "exit", revoked: "refused" } as const satisfies Record<
  Device["standing"],
  Tone
>;
/** Not heard for this long, a device is marked. */
const LATE_MS = 5 * 60_000;

/** The table. Its roles are named, because as cards it is no table for the browser any more. */
export function Devices({ devices }: { devices: readonly Device[] }) {
  const words = useWords(WORDS).devices;
  return (
    <section aria-labelledby="devices">
      <h2 id="devices" className={css.subtitle}>
        {words.title}
      </h2>
      <table className={css.devices} role="table" aria-labelledby="devices">
        <thead role="rowgroup">
          <tr role="row">
            {HEADS.map((head) => (
              <th key={head} role="columnheader" scope="col" data-head={head}>
                {words.heads[head]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {devices.map((device, at) => (
            // Two devices may bear one name; their order is the program's.
            <Row key={`${at} ${device.name}`} of={device} />
          ))}
        </tbody>
      </table>
      {devices.every((device) => device.own) && <p className={css.hint}>{words.none}</p>}
    </section>
  );
}

function Row({ of }: { of: Device }) {
  const words = useWords(WORDS).devices;
  const { facts } = useWords(STAND_WORDS);
  const times = useTimes();
  const now = useNow(5_000);
  const lag = of.last_seen === null ? null : Math.max(0, now - of.last_seen);
  const late = !of.own && of.standing === "good" && lag !== null && lag >= LATE_MS;
  const cells: Readonly<Record<(typeof HEADS)[number], React.ReactNode>> = {
    name: (
      <span className={css.device}>
        <span className={css.name}>{of.name}</span>
        {of.own && <span className={css.own}>{words.own}</span>}
      </span>
    ),
    records: times.count(of.records),
    last: of.last_record === null ? "–" : times.moment(of.last_record),
    waiting: of.waiting === null ? "–" : times.count(of.waiting),
    seen: (
      <span className={css.lag} data-late={late || undefined}>
        {late && <ToneIcon tone="used" size={16} />}
        {lag === null ? words.untold : agoSaid(lag, facts)}
      </span>
    ),
    standing: (
      <span className={css.standing} data-tone={TONE[of.standing]}>
        <ToneIcon tone={TONE[of.standing]} size={16} />
        <span>{words.standing[of.standing]}</span>
      </span>
    ),
  };
  return (
    <tr
      role="row"
      data-testid="device"
      data-name={of.name}
      data-own={of.own || undefined}
      data-standing={of.standing}
    >
      {HEADS.map((head) => (
        <td key={head} role="cell" data-head={head} data-label={words.heads[head]}>
          {cells[head]}
        </td>
      ))}
    </tr>
  );
}
