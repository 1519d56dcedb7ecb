// Dragging a line by its handle, with a mouse or a finger. The bar shows where it would come to stand.
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { EntryId } from "../../contract/EntryId";
import type { PlanEdit } from "../../contract/PlanEdit";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanRes } from "../../contract/PlanRes";
import { dropAt, isSame, type Place, placeOf } from "./places";

interface Drag {
  readonly dragged: EntryId | null;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onGrab: (line: PlanEntry, event: React.PointerEvent) => void;
}

/** How near to an edge the table begins to scroll, in pixels, and how far it does in each picture. */
const EDGE = 48;
const STRIDE = 12;

/** Makes the lines of `grid` movable. */
export function useDrag(
  grid: RefObject<HTMLDivElement | null>,
  res: PlanRes,
  edit: (change: PlanEdit) => void,
): Drag {
  const [dragged, setDragged] = useState<EntryId | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const onGrab = useCallback(
    (line: PlanEntry, event: React.PointerEvent) => {
      const table = grid.current;
      const scroll = table?.parentElement;
      if (!table || !scroll || event.button !== 0) return;
      event.preventDefault();
      const handle = event.currentTarget;
      const { pointerId, clientX: fromX } = event;
      const hand = { x: event.clientX, y: event.clientY };
      let place: Place | null = null;
      let frame = 0;

      const look = () => {
        const { top, bottom } = scroll.getBoundingClientRect();
        if (hand.y < top + EDGE) scroll.scrollTop -= STRIDE;
        else if (hand.y > bottom - EDGE) scroll.scrollTop += STRIDE;
        const rows = [...table.querySelectorAll<HTMLElement>("[data-entry]")];
        const gap = gapAt(rows, hand.y);
        place = dropAt(res.entries, line.entry, gap, hand.x - fromX);
        draw(bar.current, table, rows, gap, place);
        frame = requestAnimationFrame(look);
      };
      const onMove = (move: PointerEvent) => {
        hand.x = move.clientX;
        hand.y = move.clientY;
      };
      const end = () => {
        cancelAnimationFrame(frame);
        handle.removeEventListener("pointermove", onMove as EventListener);
        handle.removeEventListener("pointerup", drop);
        handle.removeEventListener("pointercancel", end);
        window.removeEventListener("keydown", onKey, true);
        if (bar.current) bar.current.hidden = true;
        setDragged(null);
      };
      const drop = () => {
        end();
        if (place && !isSame(place, placeOf(res.entries, line.entry))) {
          edit({ edit: "move", entry: line.entry, ...place });
        }
      };
      const onKey = (key: KeyboardEvent) => {
        if (key.key !== "Escape") return;
        key.preventDefault();
        end();
      };
      stop.current = end;
      handle.setPointerCapture(pointerId);
      handle.addEventListener("pointermove", onMove as EventListener);
      handle.addEventListener("pointerup", drop);
      handle.addEventListener("pointercancel", end);
      window.addEventListener("keydown", onKey, true);
      setDragged(line.entry);
      frame = requestAnimationFrame(look);
    },
    [grid, res, edit],
  );
  return { dragged, bar, onGrab };
}

/** Before which row the hand is: the rows stand in order, so the half of them is looked at in each step. */
function gapAt(rows: readonly HTMLElement[], y: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = rows[middle]?.getBoundingClientRect();
    if (box && box.top + box.height / 2 < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

function draw(
  bar: HTMLElement | null,
  table: HTMLElement,
  rows: readonly HTMLElement[],
  gap: number,
  place: Place | null,
): void {
  if (!bar) return;
  const above = rows[gap - 1];
  const y = above ? above.offsetTop + above.offsetHeight : (rows[0]?.offsetTop ?? 0);
  bar.hidden = false;
  bar.toggleAttribute("data-inside", place?.group != null);
  bar.style.setProperty("--y", `${Math.min(y, table.scrollHeight - 2)}px`);
}
