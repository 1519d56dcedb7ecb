// Every colour of the product, once. Surfaces are neutral; the five tones are the only colours that mean something.
// `colours.test.ts` computes that each pair that is read together passes WCAG AA.
import type { Tone } from "../contract/Tone";

/** One scheme's surfaces. */
export interface Surfaces {
  /** Behind everything. */
  readonly back: string;
  /** Panels. */
  readonly surface: string;
  /** What one can press, and the row under the pointer. */
  readonly raised: string;
  /** Hairlines; they carry no meaning. */
  readonly line: string;
  /** Borders of fields and buttons. */
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  /** Focus rings. */
  readonly focus: string;
  /** Marks of the tones on `surface`. */
  readonly mark: Readonly<Record<Tone, string>>;
}

/** The dark scheme. */
export const DARK: Surfaces = {
  back: "#0b0d0f",
  surface: "#14181b",
  raised: "#20262a",
  line: "#2b3237",
  border: "#76828a",
  text: "#f1f4f5",
  dim: "#adb6bc",
  focus: "#9ecbff",
  mark: { admit: "#4fd08b", exit: "#b3c0ca", used: "#f4b73f", refused: "#ff8f85", ask: "#8fb8ff" },
};

/** The light scheme. */
export const LIGHT: Surfaces = {
  back: "#eef0f2",
  surface: "#ffffff",
  raised: "#e9ecee",
  line: "#d4d9dd",
  border: "#737e86",
  text: "#12161a",
  dim: "#4b555c",
  focus: "#0a4fb3",
  mark: { admit: "#0a6a3c", exit: "#435260", used: "#855300", refused: "#b0231b", ask: "#1d4fb8" },
};

/** Verdicts, the same by day and by night: what is learnt in one is known in the other. */
export const VERDICT: Readonly<Record<Tone, { readonly fill: string; readonly on: string }>> = {
  admit: { fill: "#0b6b3d", on: "#ffffff" },
  exit: { fill: "#40505d", on: "#ffffff" },
  used: { fill: "#f2b134", on: "#1a1300" },
  refused: { fill: "#b3261e", on: "#ffffff" },
  ask: { fill: "#1c4fb4", on: "#ffffff" },
};

/** Contrast of two colours, as WCAG 2.1 computes it. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
