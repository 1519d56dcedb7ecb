// Tells the program, once, that the first screen with its data can be seen.
import { useCallback, useRef } from "react";
import { call } from "../host";

/** To be called by whichever screen is first to have drawn its data. */
export function useReady(): () => void {
  const said = useRef(false);
  return useCallback(() => {
    if (said.current) return;
    said.current = true;
    // After the next frame the screen is not only built but painted.
    requestAnimationFrame(() => {
      call("screen_ready", null).catch(() => undefined);
    });
  }, []);
}
