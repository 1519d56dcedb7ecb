// The keys of the control room, and typing: what is typed anywhere lands in the line.
import { useEffect, useRef } from "react";
import { isDialogOpen, placeOf } from "../../shared/typing";
import { type Intent, intentOf, type Standing } from "./keys";
import type { Line } from "./useLine";

/** Listens while the room is up; `on` gets each intent. */
export function useRoomKeys(line: Line, written: boolean, on: (intent: Intent) => void): void {
  const latest = useRef({ line, written, on });
  latest.current = { line, written, on };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isDialogOpen() || event.defaultPrevented) return;
      const { line: of, written: inSight, on: tell } = latest.current;
      const field = of.input.current;
      const inLine = field !== null && event.target === field;
      const place: Standing["place"] = inLine ? "line" : placeOf(event.target);
      const intent = intentOf(
        {
          key: event.key,
          code: event.code,
          alt: event.altKey,
          command: event.ctrlKey || event.metaKey,
          shift: event.shiftKey,
          composing: event.isComposing,
        },
        { place, empty: of.draft.text === "", offers: of.chosen >= 0, written: inSight },
      );
      if (intent !== null) {
        event.preventDefault();
        tell(intent);
      } else if (place === "page" || place === "control") toLine(event, field);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** The key that is going down lands where the focus now is. */
function toLine(event: KeyboardEvent, field: HTMLInputElement | null): void {
  const letter = [...event.key].length === 1 && event.key !== " " && event.key !== "?";
  if (letter && !event.ctrlKey && !event.altKey && !event.metaKey) field?.focus();
}
