// How far the rest of the world is, in one chip; pressing it explains.
import { Popover } from "@mantine/core";
import type { ReplicaState } from "../../contract/ReplicaState";
import { useWords } from "../../shared/language";
import { age } from "../../shared/time";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import css from "./shell.module.css";
import { syncSaid } from "./sync";
import { WORDS } from "./words";

/** The chip. */
export function SyncChip({ replica }: { replica: ReplicaState }) {
  const words = useWords(WORDS).sync;
  const times = useTimes();
  const now = useNow(5_000);
  const said = syncSaid(replica, now);
  const waiting = times.count(said.waiting);
  return (
    <Popover
      width={340}
      position="bottom-end"
      trapFocus={false}
      shadow="none"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button type="button" className={css.chip} data-testid="sync-chip" data-synced={said.synced}>
          {said.synced && said.contactAt !== null ? (
            <span>{words.synced(times.time(said.contactAt))}</span>
          ) : (
            <>
              <span className={css.chipState}>{words.offline}</span>
              {said.waiting > 0 && <span>{words.waiting(waiting)}</span>}
              <span className={css.chipData}>
                {said.dataAgeMs === null ? words.noData : words.data(age(said.dataAgeMs))}
              </span>
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.title}>
        <div className={css.explain}>
          <h2>{words.title}</h2>
          <p>{said.contactAt === null ? words.never : words.contact(times.moment(said.contactAt))}</p>
          <p>{said.waiting === 0 ? words.nothingWaits : words.waitingLong(waiting)}</p>
          <p>{said.dataAgeMs === null ? words.noDataLong : words.dataLong(age(said.dataAgeMs))}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
