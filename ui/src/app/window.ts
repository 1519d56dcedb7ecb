// Which window this is: the address says so. Pure.
import type { ShowId } from "../contract/ShowId";
import type { WindowView } from "../contract/WindowView";

const VIEWS: readonly WindowView[] = ["timer", "wall", "follower", "department"];

/** A window for somebody else to look at. */
export interface OtherWindow {
  readonly view: WindowView;
  readonly show: ShowId;
  readonly department: string;
}

/** Reads the query, as in `?window=timer&show=…`; `null` for the staff's own window. */
export function windowOf(query: string): OtherWindow | null {
  const asked = new URLSearchParams(query);
  const view = VIEWS.find((one) => one === asked.get("window"));
  const show = asked.get("show");
  if (view === undefined || show === null) return null;
  return { view, show: show as ShowId, department: asked.get("department") ?? "" };
}
