// How large the time can be on a timer: on one line where that is large enough, else broken at its colons. Pure.

/** Widths of the typeface's tabular figures at its boldest use, in ems, with a little room. */
const WIDTH: Readonly<Record<string, number>> = { ":": 0.36, "+": 0.72 };
const FIGURE = 0.68;
/** Height of a figure, and of a line, in ems. */
const FIGURE_HEIGHT = 0.73;
const LINE = 0.92;
/** Figures of a fifth of the screen are read from the back of a stage. */
const ENOUGH = 0.2;
/** Shorter times are as large as this one, so that nothing grows when a figure goes away. */
const SHORTEST = "00:00";

/** The room that there is, in pixels; `screen` is the height of everything. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly screen: number;
}

/** The lines, and their size in pixels. */
export interface Fit {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Fits a time: the fewest lines that make it large enough, else those that make it largest. */
export function fit(text: string, room: Room): Fit {
  const fits = broken(text).map((lines) => ({ lines, size: sizeOf(lines, room) }));
  const enough = fits.find(({ size }) => size * FIGURE_HEIGHT >= room.screen * ENOUGH);
  return enough ?? fits.reduce((best, next) => (next.size > best.size ? next : best));
}

/** Whole, broken at its last colon, and at each. */
function broken(text: string): readonly [readonly string[], ...(readonly string[])[]] {
  const parts = text.split(/(?=:)/);
  const ways = [parts, [parts.slice(0, -1).join(""), parts.at(-1) ?? ""]];
  return [[text], ...ways.sort((a, b) => a.length - b.length)];
}

function sizeOf(lines: readonly string[], { width, height }: Room): number {
  const texts = lines.length === 1 ? lines.map((text) => text.padStart(SHORTEST.length, "0")) : lines;
  const widest = Math.max(...texts.map(widthOf));
  return Math.floor(Math.max(0, Math.min(width / widest, height / lines.length / LINE)));
}

function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (WIDTH[one] ?? FIGURE), 0);
}
