// The gate's line to the program: asks, listens, and hands state and actions to the screens. Lives as long as an event
// is open, so that a scanner works from every room.
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { CredentialId } from "../../contract/CredentialId";
import type { Direction } from "../../contract/Direction";
import type { GateRes } from "../../contract/GateRes";
import type { RecordId } from "../../contract/RecordId";
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
  readonly undo: (scan: RecordId) => Promise<void>;
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
/** Records of other devices come in by the hundred: the screen asks once for all that came within this time. */
const HEARD_MS = 300;
/** How often an answer that a scan overtook is asked for again before it is taken as it is. */
const TRIES = 3;

/** Opens the line. */
export function useGate(): Gate {
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const pushes = useRef(0);

  const guard = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      dispatch({ type: "failed", code: codeOf(thrown) });
    }
  }, []);

  // An answer that was asked for before a push arrived may miss that scan: then the program is asked again.
  const load = useCallback(
    (ask: () => Promise<GateRes>) =>
      guard(async () => {
        let asked = pushes.current;
        let res = await ask();
        for (let turn = 0; asked !== pushes.current && turn < TRIES; turn++) {
          asked = pushes.current;
          res = await call("gate_status", null);
        }
        dispatch({ type: "status", res });
      }),
    [guard],
  );
  const refresh = useCallback(() => load(() => call("gate_status", null)), [load]);

  useEffect(() => {
    let heard = 0;
    const stop = onPush((push) => {
      if (push.type === "scan" || push.type === "camera") pushes.current += 1;
      if (push.type === "heard" && heard === 0) {
        heard = window.setTimeout(() => {
          heard = 0;
          void refresh();
        }, HEARD_MS);
      }
      dispatch({ type: "push", push });
    });
    return () => {
      window.clearTimeout(heard);
      stop();
    };
  }, [refresh]);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);

  const actions = useMemo<Omit<Gate, "state">>(
    () => ({
      refresh,
      openGate: async (checkpoint, direction) => {
        dispatch({ type: "dismiss" });
        await load(() => call("open_gate", { checkpoint, direction }));
      },
      present: (text) =>
        guard(async () => {
          const scan = await call("present", { text, source: "scanner", ignore_unpaid: false });
          dispatch({ type: "answer", scan });
        }),
      look: (credential) =>
        guard(async () => {
          const scan = await call("admit", { credential, ignore_unpaid: false, look: true });
          dispatch({ type: "answer", scan });
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
      chooseCamera: (spec) => load(() => call("choose_camera", { spec })),
      reopened: () => {
        dispatch({ type: "reopened" });
        return refresh();
      },
      fade: () => dispatch({ type: "fade" }),
      dismiss: () => dispatch({ type: "dismiss" }),
      forget: () => dispatch({ type: "forget" }),
    }),
    [guard, load, refresh],
  );
  return useMemo(() => ({ state, ...actions }), [state, actions]);
}
