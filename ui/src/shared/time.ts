// Times and counts as people read them, always in the venue's zone. Pure.
import type { WallMs } from "../contract/WallMs";
import type { Language } from "./words";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "es-CO", {
      timeZone: isZone(zone) ? zone : "UTC",
      hourCycle: "h23",
      ...options,
    });
    formats.set(key, found);
  }
  return found;
}

/** True for a zone that this system knows. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** `20:41:07` */
export function clock(at: number, zone: string, language: Language): string {
  return format(language, zone, "clock", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(
    at,
  );
}

/** `20:41` */
export function timeOfDay(at: number, zone: string, language: Language): string {
  return format(language, zone, "time", { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** `Fri 20 Nov` */
export function day(at: number, zone: string, language: Language): string {
  return format(language, zone, "day", { weekday: "short", day: "numeric", month: "short" })
    .format(at)
    .replaceAll(",", "");
}

/** The time alone on the same civil day at the venue, else the day with it. */
export function moment(at: number, now: number, zone: string, language: Language): string {
  const time = timeOfDay(at, zone, language);
  return localText(at, zone).slice(0, 10) === localText(now, zone).slice(0, 10)
    ? time
    : `${day(at, zone, language)} ${time}`;
}

/** How long ago, coarse on purpose: `18 min`, `3 h`, `2 d`. */
export function age(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return "<1 min";
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** How long something took or lasts, to the second: `12 s`, `4 min 12 s`, `1 h 4 min`, `2 d 3 h`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 1) return "<1 s";
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return parts(`${minutes} min`, seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return parts(`${hours} h`, minutes % 60, "min");
  return parts(`${Math.floor(hours / 24)} d`, hours % 24, "h");
}

function parts(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}

/** What is left, as a kitchen clock shows it: `09:42`; `00:00` when nothing is. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** `1,204` or `1.204`. */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language === "en" ? "en-GB" : "es-CO").format(value);
}

/** What a date-and-time field shows for a moment at the venue: `2026-11-20T20:41`; empty for none. */
export function localText(at: number | null, zone: string): string {
  if (at === null) return "";
  const parts = format("en", zone, "parts", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The moment that a date-and-time field means at the venue; `null` when it means none. */
export function fromLocalText(text: string, zone: string): WallMs | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})/.exec(text.trim());
  if (!match) return null;
  const asUtc = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The zone's offset is known only for a moment, so it is asked for twice: near a change of the clocks the first may
  // be the offset of the other side.
  let at = asUtc - offset(asUtc, zone);
  at = asUtc - offset(at, zone);
  return at as WallMs;
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offset(at: number, zone: string): number {
  return Date.parse(`${localText(at, zone)}:00Z`) - Math.floor(at / 60_000) * 60_000;
}
