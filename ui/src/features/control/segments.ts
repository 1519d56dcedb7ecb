// The line as it is drawn: cut at its tokens and problems. Pure. An answer may belong to an older line; then only what
// stands in the part that is still the same counts.
import type { Completion } from "../../contract/Completion";
import type { LineProblem } from "../../contract/LineProblem";
import type { LineRole } from "../../contract/LineRole";
import type { LineToken } from "../../contract/LineToken";

/** A piece of the line. */
export interface Segment {
  readonly text: string;
  /** What it was taken for; `null` for blanks and for what nobody has read yet. */
  readonly role: LineRole | null;
  readonly wrong: boolean;
}

/** A line that was read. */
export interface Read {
  readonly text: string;
  readonly tokens: readonly LineToken[];
  readonly problems: readonly LineProblem[];
}

/** How many UTF-16 units two texts have in common from the beginning. */
export function common(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/** Cuts `text` up by what was read of it, or of a line before it. */
export function segments(text: string, read: Read | null): readonly Segment[] {
  if (read === null) return text === "" ? [] : [{ text, role: null, wrong: false }];
  const same = common(text, read.text);
  const whole = same === text.length && same === read.text.length;
  const stands = ({ from, to }: { from: number; to: number }) => from < to && (whole || to < same);
  const tokens = read.tokens.filter(stands);
  const problems = read.problems.filter(stands);
  const edges = [...tokens, ...problems].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([0, ...edges, text.length])].filter((at) => at >= 0 && at <= text.length);
  cuts.sort((a, b) => a - b);
  const found: Segment[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [from, to] = [cuts[at] ?? 0, cuts[at + 1] ?? 0];
    const covers = (part: { from: number; to: number }) => part.from <= from && to <= part.to;
    found.push({
      text: text.slice(from, to),
      role: tokens.find(covers)?.role ?? null,
      wrong: problems.some(covers),
    });
  }
  return found;
}

/** The line after a completion was taken, and where the caret goes: behind it and a blank. */
export function complete(text: string, { from, to, insert }: Completion): { text: string; caret: number } {
  const rest = text.slice(to);
  const gap = insert.endsWith(" ") || rest.startsWith(" ") ? "" : " ";
  const head = text.slice(0, from) + insert + gap;
  const skip = gap === "" && rest.startsWith(" ") && !insert.endsWith(" ") ? 1 : 0;
  return { text: head + rest, caret: head.length + skip };
}
