// Scanners that pretend to be keyboards. Listens before anything on the page does; when a burst of keys was a scan, the
// key that ended it is swallowed, so that a scan never presses a button, and what already landed in a field is taken out.
// What counts as a scan is decided in `burst.ts`; what to do with it, by whoever listens.
import { type Burst, step } from "./burst";

/** What a listener did with a scan: took it, or wants the keys to go where they would have gone. */
export type WedgeUse = "taken" | "left";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Hands every scan to `use` until the answer is called. */
export function onWedgeScan(use: (text: string) => WedgeUse, page: Window = window): () => void {
  let burst: Burst | null = null;
  const before = new Map<Field, string>();
  const swallowed = new Set<string>();

  const remember = (target: EventTarget | null) => {
    if (isField(target) && !before.has(target)) before.set(target, target.value);
  };

  const down = (event: KeyboardEvent) => {
    const characters = burst?.text.length ?? 0;
    const result = step(burst, {
      key: event.key,
      at: event.timeStamp,
      chord: (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph"),
      repeat: event.repeat,
    });
    burst = result.burst;
    if (burst !== null && burst.firstAt === burst.lastAt && event.key.length === 1) before.clear();
    if (burst !== null) remember(page.document.activeElement);
    if (result.scan !== null && use(result.scan) === "taken") {
      for (const [field, value] of before) restore(field, value);
      swallow(event);
    } else if (event.key === " " && characters >= 2 && burst !== null && !isText(event.target)) {
      swallow(event); // A space inside a burst would press the button that has the focus.
    }
    if (burst === null) before.clear();
  };

  const swallow = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    swallowed.add(event.key);
  };
  const up = (event: KeyboardEvent) => {
    if (swallowed.delete(event.key)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  // The first key may move the focus into the search; the field is still as it was when the focus arrives.
  const focused = (event: FocusEvent) => {
    if (burst !== null) remember(event.target);
  };

  page.addEventListener("keydown", down, true);
  page.addEventListener("keyup", up, true);
  page.addEventListener("focusin", focused, true);
  return () => {
    page.removeEventListener("keydown", down, true);
    page.removeEventListener("keyup", up, true);
    page.removeEventListener("focusin", focused, true);
  };
}

function isField(target: EventTarget | null): target is Field {
  return isText(target) || target instanceof HTMLSelectElement;
}

function isText(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file")
  );
}

/** Puts a value back so that whoever owns the field hears of it. */
function restore(field: Field, value: string): void {
  if (field.value === value) return;
  // The browser's own setter: frameworks watch the field's own one and would miss the change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}
