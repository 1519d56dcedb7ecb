// Which lost values somebody at this device has seen, remembered per show in the web view: it is nobody else's business.
import type { ShowId } from "../../contract/ShowId";

const nameOf = (show: ShowId) => `gatehouse.overruled.${show}`;

/** Up to when they were seen; 0 when none was. */
export function recall(show: ShowId): number {
  const found = Number(localStorage.getItem(nameOf(show)));
  return Number.isFinite(found) ? found : 0;
}

/** Remembers it. */
export function remember(show: ShowId, until: number): void {
  localStorage.setItem(nameOf(show), String(until));
}
