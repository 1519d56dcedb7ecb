// What somebody at this device has seen already, remembered per event in the web view: it is nobody else's business.
import type { SyncAlarm } from "../../contract/SyncAlarm";

/** What was seen. */
export interface Seen {
  /** Double admissions, by the names of their scans. */
  readonly doubles: readonly string[];
  /** The alarm that was put away; it comes back when another took its place. */
  readonly alarm: SyncAlarm | null;
}

const NOTHING: Seen = { doubles: [], alarm: null };
const nameOf = (event: string) => `gatehouse.seen.${event}`;

/** What was seen at this event. */
export function recall(event: string): Seen {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(nameOf(event)) ?? "null");
    if (typeof found !== "object" || found === null) return NOTHING;
    const { doubles, alarm } = found as Partial<Seen>;
    return {
      doubles: Array.isArray(doubles) ? doubles.filter((one) => typeof one === "string") : [],
      alarm: typeof alarm === "string" ? alarm : null,
    };
  } catch {
    return NOTHING; // Whatever stands there is not ours: then nothing was seen.
  }
}

/** Remembers it. */
export function remember(event: string, seen: Seen): void {
  localStorage.setItem(nameOf(event), JSON.stringify(seen));
}
