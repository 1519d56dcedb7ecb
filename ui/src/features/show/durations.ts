// Spans of time as a show reads them, and how far it is behind. Pure; what the numbers mean was decided by the program.
import type { LiveCue } from "../../contract/LiveCue";

const two = (value: number) => String(value).padStart(2, "0");

/** Whole seconds as `4:00`, from an hour on as `1:02:03`. */
function figures(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(Math.floor(seconds % 60))}`;
}

/** A running time: `0:42`, cut to the second. */
export function stopwatch(ms: number): string {
  return figures(Math.floor(Math.max(0, ms) / 1_000));
}

/** How long nothing was heard: `00:07`. */
export function silence(ms: number): string {
  return stopwatch(ms).padStart(5, "0");
}

/** How long something takes: `4:00`. */
export function lasts(ms: number): string {
  return figures(Math.round(Math.abs(ms) / 1_000));
}

/** What is left: `4:00`, at zero `0:00`, and from then on what it is over: `+0:01`. */
export function timeLeft(ms: number): string {
  return ms < 0 ? `+${stopwatch(-ms)}` : figures(Math.ceil(ms / 1_000));
}

/** A change of a time: `+1:00`, `−0:30`. */
export function change(ms: number): string {
  return `${ms < 0 ? "−" : "+"}${lasts(ms)}`;
}

/** Which side of the plan. */
export type Way = "behind" | "ahead" | "on_time";

/** How far behind or ahead; less than a second is on time. */
export function drift(ms: number): { readonly way: Way; readonly text: string } {
  if (Math.abs(ms) < 1_000) return { way: "on_time", text: "" };
  return { way: ms > 0 ? "behind" : "ahead", text: stopwatch(Math.abs(ms)) };
}

/** The live cue's time left, `elapsedMs` after the program said it. */
export function remainingAt(live: LiveCue, elapsedMs: number): number {
  return live.counting ? live.remaining_ms - Math.max(0, elapsedMs) : live.remaining_ms;
}
