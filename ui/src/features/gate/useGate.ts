// The gate's line to the program: asks, listens, and hands state and actions to the screens. Lives as long as an event
// is open, so that a scanner works from every room.
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { CredentialId } from "../../contract/CredentialId";
import type { Direction } from "../../contract/Direction";
import type { ScanId } from "../../contract/ScanId";
import { call, codeOf, onPush } from "../../host";
import { EMPTY, type GateState, reduce } from "./state";

/** State of the gate and what can be done at it. Actions never reject: failures become part of the state. */
export interface Gate {
  readonly state: GateState;
  readonly refresh: () => Promise<void>;
  readonly openGate: (checkpoint: CheckpointId, direction: Direction) => Promise<void>;
  readonly present: (text: string) => Promise<void>;
  readonly look: (credential: CredentialId) => Promise<void>;
  readonly admit: (credential: CredentialId, ignoreUnpaid: boolean) => Promise<void>;
  readonly undo: (scan: ScanId) => Promise<void>;
  readonly chooseCamera: (spec: string) => Promise<void>;
  readonly reopened: () => Promise<void>;
  /** The verdict's time is over. */
  readonly fade: () => void;
  /** The operator is done with what is shown. */
  readonly dismiss: () => void;
  /** A message was read. */
  readonly forget: () => void;
}

/** How often the counters roll on without a scan. */
const REFRESH_MS = 15_000;

/** Opens the line. */
export function useGate(): Gate {
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const pushes = useRef(0);
  pushes.current = state.pushes;

  const guard = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      dispatch({ type: "failed", code: codeOf(thrown) });
    }
  }, []);

  const refresh = useCallback(
    () =>
      guard(async () => {
        const asked = pushes.current;
        dispatch({ type: "status", res: await call("gate_status", null), asked });
      }),
    [guard],
  );

  useEffect(() => onPush((push) => dispatch({ type: "push", push })), []);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);

  return useMemo(
    () => ({
      state,
      refresh,
      openGate: (checkpoint, direction) =>
        guard(async () => {
          const res = await call("open_gate", { checkpoint, direction });
          dispatch({ type: "dismiss" });
          dispatch({ type: "status", res, asked: pushes.current });
        }),
      present: (text) =>
        guard(async () => {
          const scan = await call("present", { text, source: "scanner", ignore_unpaid: false });
          dispatch({ type: "answer", scan });
        }),
      look: (credential) =>
        guard(async () => {
          dispatch({
            type: "answer",
            scan: await call("admit", { credential, ignore_unpaid: false, look: true }),
          });
        }),
      admit: (credential, ignoreUnpaid) =>
        guard(async () => {
          const scan = await call("admit", { credential, ignore_unpaid: ignoreUnpaid, look: false });
          dispatch({ type: "answer", scan });
        }),
      undo: (scan) =>
        guard(async () => {
          dispatch({ type: "undone", scan, result: await call("undo", { scan }) });
          await refresh();
        }),
      chooseCamera: (spec) =>
        guard(async () => {
          dispatch({ type: "status", res: await call("choose_camera", { spec }), asked: pushes.current });
        }),
      reopened: () => {
        dispatch({ type: "reopened" });
        return refresh();
      },
      fade: () => dispatch({ type: "fade" }),
      dismiss: () => dispatch({ type: "dismiss" }),
      forget: () => dispatch({ type: "forget" }),
    }),
    [state, refresh, guard],
  );
}
