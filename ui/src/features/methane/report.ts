// What a report says, letter by letter. Pure.
import type { LogEntry } from "../../contract/LogEntry";
import type { MethaneReport } from "../../contract/MethaneReport";
import type { RecordId } from "../../contract/RecordId";
import type { ReportState } from "../../contract/ReportState";

/** A letter of the report; both Es and the H with its two parts have names of their own. */
export const LETTERS = [
  { letter: "M", part: "declared" },
  { letter: "E", part: "location" },
  { letter: "T", part: "kind" },
  { letter: "H", part: "hazards" },
  { letter: "A", part: "access" },
  { letter: "N", part: "casualties" },
  { letter: "E", part: "services" },
] as const;

/** A part of the report. */
export type Part = (typeof LETTERS)[number]["part"];

/** A report of which nothing is known yet. */
export const BLANK: MethaneReport = {
  declared: false,
  location: "",
  kind: "",
  hazards: "",
  potential: "",
  access: "",
  immediate: 0,
  urgent: 0,
  minor: 0,
  dead: 0,
  estimated: true,
  present: "",
  required: "",
};

const FIELDS: Readonly<Record<Part, readonly (keyof MethaneReport)[]>> = {
  declared: ["declared"],
  location: ["location"],
  kind: ["kind"],
  hazards: ["hazards", "potential"],
  access: ["access"],
  casualties: ["immediate", "urgent", "minor", "dead", "estimated"],
  services: ["present", "required"],
};

/** The letters that are read out: M falls away while no major incident is declared. */
export function spoken({ declared }: MethaneReport): readonly (typeof LETTERS)[number][] {
  return declared ? LETTERS : LETTERS.slice(1);
}

/** What the report is called. */
export function nameOf({ declared }: MethaneReport): "METHANE" | "ETHANE" {
  return declared ? "METHANE" : "ETHANE";
}

/** The parts in which two reports differ. */
export function changed(before: MethaneReport | null, after: MethaneReport): ReadonlySet<Part> {
  if (before === null) return new Set();
  return new Set(
    LETTERS.map(({ part }) => part).filter((part) => FIELDS[part].some((f) => before[f] !== after[f])),
  );
}

/** The text of a report without what stands around it. */
export function trimmed(report: MethaneReport): MethaneReport {
  const { location, kind, hazards, potential, access, present, required } = report;
  return {
    ...report,
    location: location.trim(),
    kind: kind.trim(),
    hazards: hazards.trim(),
    potential: potential.trim(),
    access: access.trim(),
    present: present.trim(),
    required: required.trim(),
  };
}

/** A version of the report. */
export interface Version {
  readonly record: RecordId;
  readonly number: number;
  readonly at: number;
  readonly report: MethaneReport;
  readonly readBack: boolean;
}

function same(a: RecordId, b: RecordId): boolean {
  return a.author === b.author && a.seq === b.seq;
}

/**
 * Every version, the first one first: those of the incident's entries that were not struck, and the newest as the
 * program tells it, which may be known before the entries are.
 */
export function versions(entries: readonly LogEntry[], newest: ReportState | null): readonly Version[] {
  const made = entries
    .filter((entry) => entry.struck === null && (newest === null || !same(entry.entry, newest.record)))
    .flatMap((entry) =>
      entry.did.flatMap((did) => (did.type === "reported" ? [{ entry, report: did.report }] : [])),
    );
  const first = newest === null ? 1 : newest.version - made.length;
  const older = made.map(({ entry, report }, at) => ({
    record: entry.entry,
    number: Math.max(1, first) + at,
    at: entry.logged,
    report,
    readBack: false,
  }));
  if (newest === null) return older;
  const { record, version, at, report, read_back } = newest;
  return [...older, { record, number: version, at, report, readBack: read_back }];
}
