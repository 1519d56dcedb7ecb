// How long a verdict lies over the picture before it gives way. The next code takes its place at once.
import type { ShownScan } from "../../contract/ShownScan";

/** Whoever passes needs a glance. */
export const PASS_MS = 2_500;
/** Whoever does not, an explanation. */
export const STOP_MS = 5_000;
/** A question with a button, the time to press it. */
export const QUESTION_MS = 20_000;

/** How long this verdict is shown. */
export function showMs(scan: ShownScan): number {
  if (scan.verdict === "unpaid" && scan.may_admit) return QUESTION_MS;
  return scan.tone === "admit" || scan.tone === "exit" ? PASS_MS : STOP_MS;
}
