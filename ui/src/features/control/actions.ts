// Which big keys an incident has, the likeliest first. Pure; whether a step makes sense is for the program to record.
import type { IncidentStatus } from "../../contract/IncidentStatus";

/** What a big key does. */
export type Next = "acknowledge" | "dispatch" | "on_scene" | "on_hold" | "resolve" | "close" | "reopen";

const NEXT: Readonly<Record<IncidentStatus, readonly Next[]>> = {
  logged: ["acknowledge", "dispatch", "on_scene", "resolve"],
  acknowledged: ["dispatch", "on_scene", "on_hold", "resolve"],
  dispatched: ["on_scene", "dispatch", "on_hold", "resolve"],
  on_scene: ["resolve", "dispatch", "on_hold"],
  on_hold: ["on_scene", "dispatch", "resolve"],
  resolved: ["close", "reopen"],
  closed: ["reopen"],
};

/** Keys for an incident that stands like this; one that sounds has to be heard first of all. */
export function nextActions(status: IncidentStatus, sounds: boolean): readonly Next[] {
  const next = NEXT[status];
  if (!sounds) return next;
  return ["acknowledge", ...next.filter((one) => one !== "acknowledge")];
}

/** Where a big key moves an incident; `null` for one that does something else. */
export function statusOf(next: Next): IncidentStatus | null {
  switch (next) {
    case "on_scene":
    case "on_hold":
      return next;
    case "resolve":
      return "resolved";
    case "close":
      return "closed";
    case "reopen":
      return "acknowledged";
    case "acknowledge":
    case "dispatch":
      return null;
  }
}
