// Which show a device looks at. Pure.
import type { ShowState } from "../../contract/ShowState";
import type { ShowSummary } from "../../contract/ShowSummary";

const GOING: readonly ShowState[] = ["running", "paused", "held", "waiting"];

/** The one that was chosen, else the first that is going on, else the first. */
export function firstShow(list: readonly ShowSummary[], chosen: string | null): ShowSummary | null {
  return (
    list.find(({ show }) => show === chosen) ??
    list.find(({ state }) => GOING.includes(state)) ??
    list[0] ??
    null
  );
}
