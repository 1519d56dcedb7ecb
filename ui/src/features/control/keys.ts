// What a key means in the control room. Pure: a stroke and how things stand in, an intent out. Whatever is a letter
// belongs to the line; so the other keys are those with which no line begins, and those with Alt.
import type { Place } from "../../shared/typing";

/** What a key asks for. */
export type Intent =
  | "write"
  | "take"
  | "choose_up"
  | "choose_down"
  | "close_list"
  | "undo"
  | "raise"
  | "incident_up"
  | "incident_down"
  | "leave"
  | "acknowledge"
  | "dispatch"
  | "on_scene"
  | "resolve";

/** A key going down. */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly alt: boolean;
  /** Control or Meta. */
  readonly command: boolean;
  readonly shift: boolean;
  /** Part of a character that is still being put together. */
  readonly composing: boolean;
}

/** How things stand. */
export interface Standing {
  /** Where the focus is: in the line, in another field, or elsewhere. */
  readonly place: Place | "line";
  /** The line is empty. */
  readonly empty: boolean;
  /** Completions are shown. */
  readonly offers: boolean;
  /** What was written last is still in sight. */
  readonly written: boolean;
}

const WITH_ALT: Readonly<Record<string, Intent>> = {
  KeyA: "acknowledge",
  KeyU: "dispatch",
  KeyS: "on_scene",
  KeyR: "resolve",
};

/** The intent; `null` for a key that is none of ours. */
export function intentOf(stroke: Stroke, standing: Standing): Intent | null {
  const { key, code, alt, command } = stroke;
  if (stroke.composing) return null;
  if (alt) return command ? null : (WITH_ALT[code] ?? null);
  const foreign = standing.place === "text";
  if (command)
    return key.toLowerCase() === "z" && !foreign && standing.empty && standing.written ? "undo" : null;
  if (foreign) return null;
  const inLine = standing.place === "line";
  if (inLine && !standing.empty) return typed(stroke, standing);
  return idle(key, inLine, standing);
}

function typed({ key, shift }: Stroke, { offers }: Standing): Intent | null {
  if (key === "Enter") return "write";
  if (key === "Tab") return offers && !shift ? "take" : null;
  if (key === "Escape") return offers ? "close_list" : null;
  if (!offers) return null;
  return key === "ArrowUp" ? "choose_up" : key === "ArrowDown" ? "choose_down" : null;
}

function idle(key: string, inLine: boolean, { place, written }: Standing): Intent | null {
  if (key === "+") return "raise";
  if (key === "Escape") return written ? "undo" : "leave";
  if (!inLine && place !== "page" && place !== "control") return null;
  if (key === "ArrowUp") return "incident_up";
  return key === "ArrowDown" ? "incident_down" : null;
}
