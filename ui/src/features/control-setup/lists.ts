// Lists that people put in order, and how long something waits as people write it. Pure.

/** The list with one member moved; at its ends it stays as it is. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** `0:30`, `2:00`, `60:00`; empty for as long as it takes. */
export function limitText(seconds: number | null): string {
  if (seconds === null) return "";
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Minutes, or minutes and seconds with a colon; `null` for nothing, `undefined` for what cannot be read. */
export function limitSeconds(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  const match = /^(\d{1,4})(?::([0-5]\d))?$/.exec(plain);
  if (!match) return undefined;
  const seconds = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return seconds > 0 ? seconds : undefined;
}

/** A share in thousandths from percent as people write it; `null` when it is none. */
export function permille(text: string): number | null {
  const plain = text.trim().replace(",", ".").replace(/ ?%$/, "");
  if (!/^\d{1,3}(\.\d)?$/.test(plain)) return null;
  const thousandths = Math.round(Number(plain) * 10);
  return thousandths > 0 && thousandths <= 2_000 ? thousandths : null;
}

/** Percent as people read it: `92.5`. */
export function percent(thousandths: number): string {
  return String(thousandths / 10);
}
