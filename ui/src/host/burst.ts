// Tells a scanner that types from a person that types, by the pace of the keys. Pure: key strokes with their time in,
// a scan out. It knows nothing of the page.

/** One key going down. */
export interface Stroke {
  /** The key's name, as browsers call it. */
  readonly key: string;
  /** When, in milliseconds of any one clock. */
  readonly at: number;
  /** Held down with Control, Alt or Meta: a shortcut, never part of a scan. */
  readonly chord: boolean;
  /** The keyboard repeats a key that is held: never a scanner. */
  readonly repeat: boolean;
}

/** Characters that arrived without a pause. */
export interface Burst {
  readonly text: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What a stroke did. */
export interface Step {
  /** The burst that goes on, if one does. */
  readonly burst: Burst | null;
  /** The stroke ended a burst that only a scanner can have typed: its text. */
  readonly scan: string | null;
}

/** Shorter texts are words that people type. */
export const MIN_CHARACTERS = 6;
/** Scanners send a key every 1 to 20 ms; the fastest typists need 60 ms and more. */
export const MEAN_GAP_MS = 35;
/** A longer pause ends the burst: what follows is somebody else. */
export const PAUSE_MS = 100;

const SILENT = new Set(["Shift", "CapsLock", "AltGraph"]);

/** Takes one stroke. */
export function step(burst: Burst | null, stroke: Stroke): Step {
  if (SILENT.has(stroke.key)) return { burst, scan: null };
  if (stroke.chord || stroke.repeat) return { burst: null, scan: null };
  const goesOn = burst !== null && stroke.at - burst.lastAt <= PAUSE_MS;
  if ([...stroke.key].length === 1) {
    const next = goesOn
      ? { text: burst.text + stroke.key, firstAt: burst.firstAt, lastAt: stroke.at }
      : { text: stroke.key, firstAt: stroke.at, lastAt: stroke.at };
    return { burst: next, scan: null };
  }
  const ends = stroke.key === "Enter" || stroke.key === "Tab";
  return { burst: null, scan: ends && goesOn && isScan(burst) ? burst.text : null };
}

function isScan(burst: Burst): boolean {
  const characters = [...burst.text].length;
  if (characters < MIN_CHARACTERS) return false;
  return (burst.lastAt - burst.firstAt) / (characters - 1) < MEAN_GAP_MS;
}
