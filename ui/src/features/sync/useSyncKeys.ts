// The keys of the exchange, in every room. Nothing here reacts to a letter alone: those belong to the search.
import { useEffect } from "react";
import type { Sync } from "./useSync";

/** Listens as long as an event is open. */
export function useSyncKeys(sync: Sync): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
      if (event.code === "KeyR") void sync.tryNow();
      else if (event.code === "KeyV" && sync.fresh.length > 0) sync.seeDoubles();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [sync]);
}
