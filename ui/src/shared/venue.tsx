// The venue's clock for everything on a screen: times bound to its zone and to the device's language.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useLanguage } from "./language";
import { clock, count, day, moment, timeOfDay } from "./time";

const Zone = createContext("UTC");

/** Makes the venue's zone known to everything inside. */
export function VenueProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>;
}

/** Times and counts in words. */
export interface Times {
  readonly zone: string;
  readonly clock: (at: number) => string;
  readonly time: (at: number) => string;
  readonly day: (at: number) => string;
  /** The time, with the day when it is not today. */
  readonly moment: (at: number) => string;
  readonly count: (value: number) => string;
}

/** Times at the venue. */
export function useTimes(): Times {
  const zone = useContext(Zone);
  const { language } = useLanguage();
  return useMemo(
    () => ({
      zone,
      clock: (at) => clock(at, zone, language),
      time: (at) => timeOfDay(at, zone, language),
      day: (at) => day(at, zone, language),
      moment: (at) => moment(at, Date.now(), zone, language),
      count: (value) => count(value, language),
    }),
    [zone, language],
  );
}
