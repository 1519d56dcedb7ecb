// The mark of how the exchange stands. It stands beside the word, so that no colour speaks alone.
import type { ReactNode } from "react";
import type { SyncState } from "../../contract/SyncState";
import { DeviceIcon, DownloadIcon, OfflineIcon, SyncIcon, ToneIcon } from "../../shared/icons";
import { type Stand, standOf, toneOf } from "./stand";
import css from "./sync.module.css";

const PLAIN: Readonly<Record<Exclude<Stand, "parked" | "synced">, (size: number) => ReactNode>> = {
  alone: (size) => <DeviceIcon size={size} />,
  offline: (size) => <OfflineIcon size={size} />,
  connecting: (size) => <SyncIcon size={size} />,
  sending: (size) => <SyncIcon size={size} />,
  downloading: (size) => <DownloadIcon size={size} />,
};

/** The mark. */
export function StandMark({ state, size }: { state: SyncState; size: number }) {
  const stand = standOf(state);
  const tone = toneOf(state);
  return (
    <span className={css.mark} data-tone={tone ?? undefined}>
      {tone !== null || stand === "parked" || stand === "synced" ? (
        <ToneIcon tone={tone ?? "ask"} size={size} />
      ) : (
        PLAIN[stand](size)
      )}
    </span>
  );
}
