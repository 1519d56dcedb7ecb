// The keys of whoever calls. They are heard before anything else on the page, so that Space is GO wherever the focus is.
import { useEffect, useRef } from "react";
import { isDialogOpen, placeOf } from "../../shared/typing";
import { IDLE, type Intent, lift, strike, swallows } from "./keys";

/** Listens while the screen is up; `on` gets each intent. */
export function useCallerKeys(on: (intent: Intent) => void): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    let keyboard = IDLE;
    const down = (event: KeyboardEvent) => {
      if (isDialogOpen() || event.defaultPrevented) return;
      const place = placeOf(event.target);
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      const { code, key, repeat } = event;
      const result = strike(keyboard, { code, key, repeat, chord, place, at: event.timeStamp });
      keyboard = result.keyboard;
      if (result.intent === null && !swallows({ code, chord, place })) return;
      event.preventDefault();
      event.stopPropagation();
      if (result.intent === "leave" && event.target instanceof HTMLElement) event.target.blur();
      if (result.intent !== null) latest.current(result.intent);
    };
    const up = (event: KeyboardEvent) => {
      keyboard = lift(keyboard, event.code);
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      if (!isDialogOpen() && swallows({ code: event.code, chord, place: placeOf(event.target) })) {
        event.preventDefault();
      }
    };
    const away = () => {
      keyboard = IDLE;
    };
    window.addEventListener("keydown", down, true);
    window.addEventListener("keyup", up, true);
    window.addEventListener("blur", away);
    return () => {
      window.removeEventListener("keydown", down, true);
      window.removeEventListener("keyup", up, true);
      window.removeEventListener("blur", away);
    };
  }, []);
}
