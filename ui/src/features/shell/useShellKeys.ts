// The keys that work in every room.
import { useEffect } from "react";
import type { Room } from "./Rail";

/** Listens as long as an event is open. */
export function useShellKeys(onRoom: (room: Room) => void, onKeys: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]') || event.defaultPrevented) return;
      const typing = event.target instanceof HTMLInputElement && event.target.value !== "";
      if (event.key === "?" && !typing) onKeys();
      else if (event.altKey && event.code === "Digit1") onRoom("gate");
      else if (event.altKey && event.code === "Digit2") onRoom("setup");
      else if (event.altKey && event.code === "Digit3") onRoom("sync");
      else if (event.altKey && event.code === "Digit4") onRoom("show");
      else if (event.altKey && event.code === "Digit5") onRoom("control");
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onRoom, onKeys]);
}
