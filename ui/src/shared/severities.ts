// How bad an incident is, as a digit. Pure.
import type { Severity } from "../contract/Severity";

/** All of them, the least first. */
export const SEVERITIES: readonly Severity[] = ["info", "minor", "serious", "critical"];

/** Its digit, 1 to 4, as people say it. */
export function digitOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity) + 1;
}

/** The next worse one; `null` when there is none. */
export function worse(severity: Severity): Severity | null {
  return SEVERITIES[digitOf(severity)] ?? null;
}
