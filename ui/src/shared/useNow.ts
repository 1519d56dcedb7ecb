// A clock for screens: the time now, again every so often.
import { useEffect, useState } from "react";

/** The device's time, renewed every `everyMs`, on the beat of the wall clock. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer = 0;
    const beat = () => {
      const at = Date.now();
      setNow(at);
      timer = window.setTimeout(beat, everyMs - (at % everyMs));
    };
    timer = window.setTimeout(beat, everyMs - (Date.now() % everyMs));
    return () => window.clearTimeout(timer);
  }, [everyMs]);
  return now;
}
