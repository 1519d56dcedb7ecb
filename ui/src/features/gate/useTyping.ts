// Sends what is typed anywhere on the screen into one field.
import { type RefObject, useEffect } from "react";

/** Moves the focus to `field` when somebody starts to type elsewhere, unless a dialog is open. */
export function useTyping(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const letter = [...event.key].length === 1 && event.key !== " " && event.key !== "?";
      if (!letter || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
      field.current?.focus(); // The key that is going down lands where the focus now is.
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [field]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
