// How the exchange stands, in the one word that screens show first. Pure.
import type { SyncState } from "../../contract/SyncState";
import type { Tone } from "../../contract/Tone";
import { age, span } from "../../shared/time";
import type { Explained, StandWords } from "./stand-words";

/** The one word. */
export type Stand = "alone" | "offline" | "connecting" | "downloading" | "sending" | "synced" | "parked";

/** Off by more than this, a device's clock is told. */
export const CLOCK_MS = 2_000;

/** What has waited for less than this on a good line is on its way as it should be: no word is lost on it. */
export const YOUNG_MS = 10_000;

/** The state as it is told: on a good line, what was made just now counts as arrived. */
export function told(state: SyncState, now: number): SyncState {
  const { connection, waiting_since: since } = state;
  const young = connection.state === "connected" && since !== null && now - since < YOUNG_MS;
  return young ? { ...state, waiting: 0 } : state;
}

/** Reads the state. What the program says about the connection comes before what moves over it. */
export function standOf({ connection, download, waiting }: SyncState): Stand {
  switch (connection.state) {
    case "alone":
    case "offline":
    case "parked":
      return connection.state;
    case "connecting":
    case "connected":
      if (download !== null) return "downloading";
      if (connection.state === "connecting") return "connecting";
      return waiting > 0 ? "sending" : "synced";
  }
}

/** What it means: all is well, somebody must be asked, or nothing but itself. */
export function toneOf(state: SyncState): Tone | null {
  const stand = standOf(state);
  if (stand === "parked" || state.alarm !== null) return "ask";
  return stand === "synced" ? "admit" : null;
}

/** How much of a first download is here, from 0 to 100. */
export function percentOf({ done, total }: { readonly done: number; readonly total: number }): number {
  return total <= 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
}

/** How far this device's clock is off, when that is worth telling: positive when it is ahead. */
export function clockOff({ clock_ahead_ms: ahead }: SyncState): number | null {
  return ahead !== null && Math.abs(ahead) > CLOCK_MS ? ahead : null;
}

interface Formats {
  readonly time: (at: number) => string;
  readonly count: (value: number) => string;
}

/** The chip's text: what it is, then what waits, then how old the list is. */
export function chipText(
  state: SyncState,
  all: StandWords,
  { time, count }: Formats,
  now: number,
): { readonly what: string; readonly waiting: string | null; readonly data: string | null } {
  const words = all.chip;
  const stand = standOf(state);
  const waiting = state.waiting > 0 ? words.waiting(count(state.waiting)) : null;
  const what = () => {
    if (state.alarm !== null && stand !== "parked") return all.alarm[state.alarm].title;
    switch (stand) {
      case "synced":
        return state.last_contact === null ? words.syncedEver : words.synced(time(state.last_contact));
      case "downloading":
        return words.downloading(state.download ? percentOf(state.download) : 0);
      case "parked":
        return state.connection.state === "parked" ? words.parked[state.connection.reason] : words.offline;
      default:
        return words[stand];
    }
  };
  const data = state.data_at === null ? words.noData : words.data(age(Math.max(0, now - state.data_at)));
  return {
    what: what(),
    waiting: stand === "alone" || stand === "downloading" || stand === "parked" ? null : waiting,
    data: stand === "offline" ? data : null,
  };
}

/** How long ago, in words. */
export function agoSaid(ms: number, words: StandWords["facts"]): string {
  return ms < 60_000 ? words.justNow : words.ago(age(ms));
}

/** How far a clock is off, in words. */
export function offSaid(off: number, words: StandWords["clock"]): string {
  return off > 0 ? words.ahead(span(off)) : words.behind(span(-off));
}

/** What it means, and what to do about it. What stops everything comes first, then what is wrong, then how it stands. */
export function explained(state: SyncState, words: StandWords): Explained {
  const { connection, alarm } = state;
  if (connection.state === "parked") return words.parked[connection.reason];
  const stand = standOf(state);
  if (alarm === null) return words.stand[stand === "parked" ? "offline" : stand];
  const said = words.alarm[alarm];
  const off = clockOff(state);
  if (alarm !== "clock" || off === null) return said;
  return { ...said, means: `${words.facts.clock}: ${offSaid(off, words.clock)}.` };
}
