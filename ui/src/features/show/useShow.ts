// A screen's line to one running show: asks twice a second while anybody can see it, at once after a push, and presses.
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { DepartmentPress } from "../../contract/DepartmentPress";
import type { NotNow } from "../../contract/NotNow";
import type { Press } from "../../contract/Press";
import type { PressRes } from "../../contract/PressRes";
import type { ShowId } from "../../contract/ShowId";
import { call, codeOf, onPush } from "../../host";
import { startPolling } from "../../shared/poll";
import { type Picture, reduce, UNKNOWN } from "./state";

/** What is known about a show and what can be done to it. Actions never reject: failures become part of the picture. */
export interface ShowLine {
  readonly picture: Picture;
  readonly press: (press: Press | DepartmentPress) => Promise<void>;
  /** Says why a press was not even made. */
  readonly say: (reason: NotNow) => void;
  /** What did not happen was seen. */
  readonly forget: (notice: number) => void;
}

/** Departments have a command of their own: in their windows it is the only one that presses anything. */
function made(show: ShowId, press: Press | DepartmentPress): Promise<PressRes> {
  switch (press.press) {
    case "tick":
    case "hold":
    case "hold_step":
      return call("press_department", { show, press });
    default:
      return call("press_show", { show, press });
  }
}

/** Opens the line. */
export function useShow(show: ShowId): ShowLine {
  const [picture, dispatch] = useReducer(reduce, UNKNOWN);
  const asked = useRef(0);
  const askNow = useRef<() => void>(() => undefined);

  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return;
      asked.current += 1;
      const order = asked.current;
      try {
        const live = await call("show_live", { show });
        dispatch({ type: "answer", live, at: performance.now(), order });
      } catch (thrown) {
        dispatch({ type: "lost", code: codeOf(thrown) });
      }
    };
    const poll = startPolling(ask);
    askNow.current = poll.now;
    const stopPushes = onPush((push) => {
      if (push.type === "show" && push.show === show) poll.now();
    });
    document.addEventListener("visibilitychange", poll.now);
    return () => {
      document.removeEventListener("visibilitychange", poll.now);
      stopPushes();
      poll.stop();
    };
  }, [show]);

  const press = useCallback(
    async (what: Press | DepartmentPress) => {
      asked.current += 1;
      const order = asked.current;
      try {
        const { outcome, live } = await made(show, what);
        dispatch({ type: "pressed", outcome, live, at: performance.now(), order });
      } catch (thrown) {
        dispatch({ type: "press_failed", code: codeOf(thrown) });
      }
      askNow.current();
    },
    [show],
  );
  const say = useCallback((reason: NotNow) => dispatch({ type: "not_now", reason }), []);
  const forget = useCallback((number: number) => dispatch({ type: "forget", number }), []);
  return useMemo(() => ({ picture, press, say, forget }), [picture, press, say, forget]);
}
