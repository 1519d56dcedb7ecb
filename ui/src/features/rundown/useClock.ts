// Clock times of a show, always with their seconds.
import { useCallback } from "react";
import { clock } from "../../shared/time";

/** What the clock shows at a moment, as `21:04:00`. */
export function useClock(zone: string): (at: number) => string {
  return useCallback((at: number) => clock(at, zone, "en"), [zone]);
}
