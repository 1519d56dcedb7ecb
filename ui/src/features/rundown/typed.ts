// What a person types into a plan, and how the same is written back: durations and times of day. Pure. Whether a value is
// allowed is the program's business.
import type { Civil } from "../../contract/Civil";
import type { Start } from "../../contract/Start";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^h(?:ours?|oras?|rs?)?$/, HOUR],
  [/^m(?:in(?:utes?|utos?)?)?$|^'$|^′$/, MINUTE],
  [/^s(?:ec(?:onds?)?|eg(?:undos?)?)?$|^"$|^″$/, SECOND],
];

/**
 * A duration as people type it, in milliseconds: `4:00`, `1:02:03`, `90s`, `5m`, `1h 30m`; a number alone is minutes.
 * With a sign where one is asked for. `null` when it is none.
 */
export function durationOf(text: string, signed = false): number | null {
  const match = /^([+\-−])?(.*)$/.exec(text.trim().toLowerCase());
  const sign = match?.[1];
  const rest = match?.[2]?.trim() ?? "";
  if (rest === "" || (sign !== undefined && !signed)) return null;
  const ms = clockSpan(rest) ?? unitSpan(rest);
  if (ms === null || ms > 2 * DAY) return null;
  return sign === undefined || sign === "+" ? ms : -ms;
}

/** `4:00`, `1:02:03` */
function clockSpan(text: string): number | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[2]);
  if (match[1] !== undefined && minutes > 59) return null;
  return Number(match[1] ?? 0) * HOUR + minutes * MINUTE + Number(match[3]) * SECOND;
}

/** `90s`, `1h 30m`, `2,5 min`, `4` */
function unitSpan(text: string): number | null {
  if (/^\d+(?:[.,]\d+)?$/.test(text)) return Math.round(numberOf(text) * MINUTE);
  const parts = [...text.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+|['"′″])\s*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text) return null;
  let sum = 0;
  for (const [, value = "", unit = ""] of parts) {
    const found = UNITS.find(([name]) => name.test(unit));
    if (!found) return null;
    sum += numberOf(value) * found[1];
  }
  return Math.round(sum);
}

function numberOf(text: string): number {
  return Number(text.replace(",", "."));
}

/** `4:00`, `1:02:03`, `−0:30`, `1.5s`; `plus` also marks what is more than nothing. */
export function durationText(ms: number, plus = false): string {
  const size = Math.abs(ms);
  const body = size < MINUTE && size % SECOND !== 0 ? `${size / SECOND}s` : clockText(size);
  if (ms === 0) return body;
  if (ms < 0) return `−${body}`;
  return plus ? `+${body}` : body;
}

function clockText(ms: number): string {
  const seconds = Math.round(ms / SECOND);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Against what a time is read: the show's first day, and what stood there before. */
export interface TimeContext {
  /** As `2026-11-25`. */
  readonly date: string;
  readonly before: Civil | null;
}

/**
 * A time of day as people type it: `21:04`, `2104`, `21.04`, `21:04:30`, with `+1` for the day after the show's first.
 * Which of two equal times it is stays, as long as the time does. `null` when it is none.
 */
export function civilOf(text: string, { date, before }: TimeContext): Civil | null {
  const match = /^(?:([+-]\d)\s+)?(\d{1,2})[:.h]?([0-5]\d)(?:[:.]([0-5]\d))?(?:\s*([+-]\d))?$/.exec(
    text.trim().toLowerCase(),
  );
  if (!match || Number(match[2]) > 23 || (match[1] !== undefined && match[5] !== undefined)) return null;
  const day = match[1] ?? match[5];
  const time = `${(match[2] ?? "").padStart(2, "0")}:${match[3]}:${match[4] ?? "00"}`;
  const on = day === undefined ? null : dayAfter(date, Number(day));
  const same = before !== null && before.time === time && before.date === on;
  return { date: on, time, occurrence: same ? before.occurrence : null };
}

/** `21:04`, `21:04:30`, `01:10 +1` */
export function civilText(civil: Civil | null, date: string): string {
  if (civil === null) return "";
  const time = civil.time.endsWith(":00") ? civil.time.slice(0, 5) : civil.time;
  if (civil.date === null) return time;
  const days = daysBetween(date, civil.date);
  return `${time} ${days < 0 ? "-" : "+"}${Math.abs(days)}`;
}

/** When a cue starts, as people type it: nothing = after the one before it, `21:04`, or `21:00-21:10`. */
export function startOf(text: string, date: string, before: Start): Start | null {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "soft" };
  const at = civilOf(trimmed, { date, before: before.kind === "hard" ? before.at : null });
  if (at) return { kind: "hard", at };
  const window = /^(.*?\d)\s*(?:[–—]|-(?!\d\s)|\ba\b|\bto\b)\s*(\d.*)$/.exec(trimmed);
  if (!window) return null;
  const [, from = "", until = ""] = window;
  const edge = (name: "earliest" | "latest") => (before.kind === "window" ? before[name] : null);
  const earliest = civilOf(from, { date, before: edge("earliest") });
  const latest = civilOf(until, { date, before: edge("latest") });
  return earliest && latest ? { kind: "window", earliest, latest } : null;
}

/** The same, written back. */
export function startText(start: Start, date: string): string {
  switch (start.kind) {
    case "soft":
      return "";
    case "hard":
      return civilText(start.at, date);
    case "window":
      return `${civilText(start.earliest, date)}–${civilText(start.latest, date)}`;
  }
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
