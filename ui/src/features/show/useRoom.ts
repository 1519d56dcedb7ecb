// The room that an element has, as the window changes.
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Room } from "./fit";

/** Its size; nothing before it is known. */
export function useRoom(box: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () =>
      setRoom({ width: element.clientWidth, height: element.clientHeight, screen: window.innerHeight });
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    return () => watcher.disconnect();
  }, [box]);
  return room;
}
