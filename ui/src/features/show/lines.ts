// What screens pick out of the list of lines. Pure, and no rule: who is next was decided by the program.
import type { Caller } from "../../contract/Caller";
import type { CallLine } from "../../contract/CallLine";
import type { EntryId } from "../../contract/EntryId";
import type { FinishState } from "../../contract/FinishState";
import type { LiveLine } from "../../contract/LiveLine";
import type { ShowLive } from "../../contract/ShowLive";
import type { Standing } from "../../contract/Standing";

const AHEAD: readonly Standing[] = ["standby", "next", "later"];

/** Cues that are still to come, in their order. */
export function ahead(lines: readonly LiveLine[]): readonly LiveLine[] {
  return lines.filter(({ kind, standing }) => kind === "cue" && AHEAD.includes(standing));
}

/** The line of that entry. */
export function lineOf(lines: readonly LiveLine[], entry: EntryId | null | undefined): LiveLine | null {
  return lines.find((line) => line.entry === entry) ?? null;
}

/** What people call a cue for short: its number, or without one its title. */
export function shortName({ number, title }: Pick<LiveLine, "number" | "title">): string {
  return number || title;
}

/** Number and title. */
export function fullName({ number, title }: Pick<LiveLine, "number" | "title">): string {
  return [number, title].filter((part) => part !== "").join(" ");
}

/** The cue that GO goes to. */
export function target(live: ShowLive): LiveLine | null {
  return lineOf(live.lines, live.standby?.cue ?? live.next);
}

/** The last GO, the one that finished the show too, and until when it can be taken back. */
export function lastGo({ live, finish }: ShowLive): Pick<FinishState, "instance" | "ungo_until"> | null {
  return live ?? finish;
}

/** The cue that is chosen after `step` more in the list; from nothing the next one. */
export function choose(live: ShowLive, chosen: EntryId | null, step: 1 | -1): EntryId | null {
  const cues = ahead(live.lines);
  const at = cues.findIndex(({ entry }) => entry === chosen);
  if (at === -1) return cues[0]?.entry ?? null;
  return cues[Math.min(Math.max(at + step, 0), cues.length - 1)]?.entry ?? null;
}

/** A call of one department, and the cue that it belongs to. */
export interface OwnCall {
  readonly line: LiveLine;
  readonly call: CallLine;
}

/** What one department has to do in the cues of those standings, in their order. */
export function callsOf(lines: readonly LiveLine[], department: string, of: readonly Standing[]): OwnCall[] {
  return lines
    .filter(({ standing }) => of.includes(standing))
    .flatMap((line) =>
      line.calls.filter((call) => call.department === department).map((call) => ({ line, call })),
    );
}

/** A device and who is at it. */
export function callerName({ device, who }: Caller): string {
  return who === null || who === "" ? device : `${device} · ${who}`;
}
