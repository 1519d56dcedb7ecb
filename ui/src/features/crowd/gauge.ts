// Where things lie on a zone's scale. Pure geometry: which band is reached, the program says.
import type { ZoneCrowd } from "../../contract/ZoneCrowd";

/** A band on the scale. */
export interface ScaleBand {
  readonly from: number;
  readonly to: number;
  /** There is room to write its share below. */
  readonly written: boolean;
}

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
  readonly bands: readonly ScaleBand[];
}

/** The scale goes on behind what a zone may hold: more can be inside, and it must be seen. */
const BEYOND = 1.1;
/** An interval of a few persons in a large zone is still to be seen. */
const LEAST = 0.6;
/** Shares closer together than this are written over each other on a narrow tile. */
const APART = 7;

type Zone = Pick<ZoneCrowd, "known" | "lower" | "upper" | "capacity" | "bands">;

/** Lays a zone out. */
export function gauge({ known, lower, upper, capacity, bands }: Zone): Gauge {
  const most = Math.max(1, (capacity ?? 0) * BEYOND, upper * (capacity === null ? 1.25 : 1.02));
  const place = (persons: number) => round(Math.min(100, (Math.max(0, persons) / most) * 100));
  const from = place(lower);
  return {
    lower: from,
    doubt: upper > lower ? Math.max(LEAST, round(place(upper) - from)) : 0,
    known: place(known),
    capacity: capacity === null ? null : place(capacity),
    bands: capacity === null ? [] : laidOut(bands.map(({ persons }) => place(persons))),
  };
}

/** Bands from their beginnings; the last share is always written, the others where they do not touch the next. */
function laidOut(starts: readonly number[]): readonly ScaleBand[] {
  let next = Number.POSITIVE_INFINITY;
  return [...starts.entries()]
    .reverse()
    .map(([at, from]) => {
      const written = next - from >= APART;
      if (written) next = from;
      return { from, to: starts[at + 1] ?? 100, written };
    })
    .reverse();
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** How full it is at most, in whole percent, never rounded up to a share that was not reached. */
export function fullness({ upper, capacity }: Pick<ZoneCrowd, "upper" | "capacity">): number | null {
  return capacity === null || capacity === 0 ? null : Math.floor((Math.max(0, upper) / capacity) * 100);
}
