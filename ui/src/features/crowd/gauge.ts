// Where things lie on a zone's scale. Pure geometry: which band is reached, the program says.
import type { ZoneCrowd } from "../../contract/ZoneCrowd";

/** A zone's scale, everything in percent of its length. */
export interface Gauge {
  /** From nobody to what is known for certain at least. */
  readonly lower: number;
  /** How much of the scale lies between the least and the most. */
  readonly doubt: number;
  /** What the counts say. */
  readonly known: number;
  /** Where the zone is full; `null` when nobody said. */
  readonly capacity: number | null;
  /** The bands, each up to the next, the last one up to the end. */
  readonly bands: readonly { readonly from: number; readonly to: number }[];
}

/** The scale goes on behind what a zone may hold: more can be inside, and it must be seen. */
const BEYOND = 1.1;
/** An interval of a few persons in a large zone is still to be seen. */
const LEAST = 0.6;

type Zone = Pick<ZoneCrowd, "known" | "lower" | "upper" | "capacity" | "bands">;

/** Lays a zone out. */
export function gauge({ known, lower, upper, capacity, bands }: Zone): Gauge {
  const most = Math.max(1, (capacity ?? 0) * BEYOND, upper * (capacity === null ? 1.25 : 1.02));
  const place = (persons: number) => round(Math.min(100, (Math.max(0, persons) / most) * 100));
  const from = place(lower);
  const ends = bands.slice(1).map(({ persons }) => place(persons));
  return {
    lower: from,
    doubt: upper > lower ? Math.max(LEAST, round(place(upper) - from)) : 0,
    known: place(known),
    capacity: capacity === null ? null : place(capacity),
    bands:
      capacity === null
        ? []
        : bands.map(({ persons }, at) => ({ from: place(persons), to: ends[at] ?? 100 })),
  };
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** How full it is at most, in whole percent, never rounded up to a share that was not reached. */
export function fullness({ upper, capacity }: Pick<ZoneCrowd, "upper" | "capacity">): number | null {
  return capacity === null || capacity === 0 ? null : Math.floor((Math.max(0, upper) / capacity) * 100);
}
