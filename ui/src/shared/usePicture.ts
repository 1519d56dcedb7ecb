// What a command answers, asked for again and again: a screen keeps the last answer and knows how old it is.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Commands } from "../contract/commands";
import type { ErrorCode } from "../contract/ErrorCode";
import { call, codeOf, onPush } from "../host";
import { startPolling } from "./poll";

/** Commands that ask for nothing in particular. */
type Plain = { [C in keyof Commands]: Commands[C]["req"] extends null ? C : never }[keyof Commands];

/** A picture and what is known about it. */
export interface Picture<T> {
  /** The last answer; `null` before the first. */
  readonly res: T | null;
  /** When it came, by `performance.now()`. */
  readonly at: number;
  /** Why there is no newer one. */
  readonly lost: ErrorCode | null;
  /** Asks at once. */
  readonly refresh: () => void;
}

/** Asks every `paceMs` while anybody can see it, and at once after something was written in the control room. */
export function usePicture<C extends Plain>(command: C, paceMs: number): Picture<Commands[C]["res"]> {
  type Known = Omit<Picture<Commands[C]["res"]>, "refresh">;
  const [known, setKnown] = useState<Known>({ res: null, at: 0, lost: null });
  const now = useRef<() => void>(() => undefined);
  useEffect(() => {
    let stopped = false;
    const ask = async () => {
      if (document.hidden) return;
      try {
        const res = await call(command, null as Commands[C]["req"]);
        if (!stopped) setKnown({ res, at: performance.now(), lost: null });
      } catch (thrown) {
        if (!stopped) setKnown((last) => ({ ...last, lost: codeOf(thrown) }));
      }
    };
    const poll = startPolling(ask, paceMs);
    now.current = poll.now;
    const stopPushes = onPush((push) => {
      if (push.type === "control") poll.now();
    });
    document.addEventListener("visibilitychange", poll.now);
    return () => {
      stopped = true;
      document.removeEventListener("visibilitychange", poll.now);
      stopPushes();
      poll.stop();
    };
  }, [command, paceMs]);
  const refresh = useCallback(() => now.current(), []);
  return useMemo(() => ({ ...known, refresh }), [known, refresh]);
}
