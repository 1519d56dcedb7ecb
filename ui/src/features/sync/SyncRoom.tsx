// The room of the exchange: how it stands in one glance, who was admitted twice, who takes part, and the way by file.
import { useEffect, useRef } from "react";
import { onPush } from "../../host";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Carry } from "./Carry";
import { Devices } from "./Devices";
import { Doubles } from "./Doubles";
import { Glance } from "./Glance";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { WORDS } from "./words";

/** What other devices do is asked for again this often; what they tell comes at once. */
const REFRESH_MS = 5_000;
/** Records come in by the hundred: the room asks once for all that came within this time. */
const HEARD_MS = 300;

interface SyncRoomProps {
  readonly sync: Sync;
  /** Another number each time somebody wants to see who was admitted twice; zero when nobody does. */
  readonly doublesAsked: number;
  readonly onJoin: () => void;
}

/** The whole room. */
export function SyncRoom({ sync, doublesAsked, onJoin }: SyncRoomProps) {
  const words = useWords(WORDS);
  const lists = useRef<HTMLElement>(null);
  useFresh(sync.refresh);
  useEffect(() => {
    if (doublesAsked === 0) return;
    const title = lists.current?.querySelector<HTMLElement>("#doubles");
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: "start" });
  }, [doublesAsked]);
  const { state, res } = sync;
  return (
    <div className={css.sync} data-testid="sync-room">
      <div className={css.side}>
        <h1 className={css.hidden}>{words.title}</h1>
        {state && <Glance sync={sync} state={state} onJoin={onJoin} />}
        <Failure code={sync.failure} />
      </div>
      {/* Whoever has only a keyboard scrolls it. */}
      <section
        ref={lists}
        className={css.lists}
        aria-label={`${words.doubles.title}, ${words.devices.title}`}
        tabIndex={0}
      >
        {res && state && <Doubles doubles={res.doubles} alone={state.connection.state === "alone"} />}
        {res && <Devices devices={res.devices} />}
      </section>
      <Carry sync={sync} />
    </div>
  );
}

/** Keeps the lists as new as this device knows. */
function useFresh(refresh: () => Promise<void>): void {
  useEffect(() => {
    void refresh();
    let heard = 0;
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, REFRESH_MS);
    const stop = onPush((push) => {
      if (push.type !== "heard" || heard !== 0) return;
      heard = window.setTimeout(() => {
        heard = 0;
        void refresh();
      }, HEARD_MS);
    });
    return () => {
      clearInterval(timer);
      window.clearTimeout(heard);
      stop();
    };
  }, [refresh]);
}
