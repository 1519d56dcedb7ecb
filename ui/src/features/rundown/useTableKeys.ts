// The keys of the table: moving about, editing, and what is done with the line.
import { useCallback } from "react";
import type { PlanEdit } from "../../contract/PlanEdit";
import { cellOf } from "./cells";
import { lineOf } from "./lines";
import { type Step, step } from "./places";
import type { RowActions } from "./Row";
import { moved } from "./state";
import type { PlanLink } from "./useRundown";

/** How many lines a page is. */
const PAGE = 12;

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE, 0],
  PageDown: [PAGE, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};
const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "in",
  ArrowLeft: "out",
};

/** Listens to the table while nobody types into a cell; the editor keeps its keys to itself. */
export function useTableKeys(rundown: PlanLink, actions: RowActions): (event: React.KeyboardEvent) => void {
  const { state, dispatch, edit } = rundown;
  return useCallback(
    (event) => {
      const { res, cursor } = state;
      const line = res && lineOf(res, cursor?.entry ?? null);
      if (!res || !cursor || !line) return;
      const { key, altKey, ctrlKey, metaKey } = event;
      const chord = ctrlKey || metaKey;
      const send = (change: PlanEdit) =>
        line.locked ? dispatch({ type: "say", said: { what: "locked" } }) : edit(change);
      if (altKey) {
        const way = STEPS[key];
        if (!way) return;
        const place = step(res.entries, line.entry, way);
        if (place) send({ edit: "move", entry: line.entry, ...place });
      } else if (MOVES[key]) {
        const [down, right] = chord && (key === "Home" || key === "End") ? [MOVES[key][1], 0] : MOVES[key];
        dispatch({ type: "go", cursor: moved(res, cursor, down, right) });
      } else if (key === "Enter" || key === "F2") {
        actions.onOpen(cursor);
      } else if (key === " " && cellOf(line, cursor.column, res.details).kind === "toggle") {
        actions.onOpen(cursor);
      } else if (key === "Delete") {
        send({ edit: "remove", entry: line.entry });
      } else if (chord && key.toLowerCase() === "d") {
        rundown.add({ edit: "duplicate", entry: line.entry });
      } else return;
      event.preventDefault();
    },
    [state, dispatch, edit, rundown, actions],
  );
}
