// What a key means while a show is called. Pure: strokes in, intents out. A key that is held down is one press, whether
// or not the keyboard says that it repeats.
import type { Place } from "../../shared/typing";

/** What a key asks for. */
export type Intent =
  "go" | "standby" | "ungo" | "pause" | "more" | "less" | "up" | "down" | "leave" | "blackout";

/** A key going down. */
export interface Stroke {
  readonly code: string;
  readonly key: string;
  /** When, in milliseconds of any one clock. */
  readonly at: number;
  /** The keyboard says that it repeats. */
  readonly repeat: boolean;
  /** With Control, Alt or Meta. */
  readonly chord: boolean;
  readonly place: Place;
}

/** What is known of the keyboard. */
export interface Keyboard {
  readonly down: ReadonlySet<string>;
  readonly last: { readonly code: string; readonly at: number } | null;
}

/** Nothing is pressed. */
export const IDLE: Keyboard = { down: new Set(), last: null };

/** Keys closer together than this come from a scanner: none of its letters may call a show. */
const SCANNER_MS = 35;

const LETTERS: Readonly<Record<string, Intent>> = {
  KeyS: "standby",
  KeyU: "ungo",
  KeyP: "pause",
  KeyB: "blackout",
};
const SIGNS: Readonly<Record<string, Intent>> = { "+": "more", "-": "less", "−": "less" };
const ARROWS: Readonly<Record<string, Intent>> = { ArrowUp: "up", ArrowDown: "down" };

/** A key went down. */
export function strike(keyboard: Keyboard, stroke: Stroke): { keyboard: Keyboard; intent: Intent | null } {
  const held = stroke.repeat || keyboard.down.has(stroke.code);
  const next = {
    down: new Set(keyboard.down).add(stroke.code),
    // Only what a scanner types counts: letters, figures, signs.
    last: [...stroke.key].length === 1 ? { code: stroke.code, at: stroke.at } : keyboard.last,
  };
  const intent = intentOf(stroke, scanned(keyboard, stroke));
  // Moving through a list may repeat; nothing else may.
  const allowed = !held || intent === "up" || intent === "down";
  return { keyboard: next, intent: allowed ? intent : null };
}

/** A key came up. */
export function lift(keyboard: Keyboard, code: string): Keyboard {
  const down = new Set(keyboard.down);
  down.delete(code);
  return { ...keyboard, down };
}

/** True for a key whose own meaning on the page must not happen as well, also while it is held. */
export function swallows({ code, chord, place }: Pick<Stroke, "code" | "chord" | "place">): boolean {
  return code === "Space" && !chord && place !== "text";
}

function scanned({ last }: Keyboard, { code, at }: Stroke): boolean {
  return last !== null && last.code !== code && at - last.at < SCANNER_MS;
}

function intentOf({ code, key, chord, place }: Stroke, scanner: boolean): Intent | null {
  if (chord) return null;
  if (key === "Escape") return "leave";
  if (place === "text") return null;
  // Two presses of GO in a row are the program's to judge, however close: they are recorded.
  if (code === "Space") return "go";
  if (scanner) return null;
  if (key === "Enter") return place === "page" ? "standby" : null;
  return LETTERS[code] ?? SIGNS[key] ?? (place === "choice" ? null : (ARROWS[code] ?? null));
}
