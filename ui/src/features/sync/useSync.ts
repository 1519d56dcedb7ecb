// The line to the exchange: asks, listens, and hands state and actions to the screens. Lives as long as an event is open,
// because its chip and its alarms stand in every room.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { DoubleAdmission } from "../../contract/DoubleAdmission";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { ReplicaState } from "../../contract/ReplicaState";
import type { SyncAlarm } from "../../contract/SyncAlarm";
import type { SyncRes } from "../../contract/SyncRes";
import type { SyncState } from "../../contract/SyncState";
import { call, codeOf, onPush } from "../../host";
import { useAction } from "../../shared/useAction";
import { recall, remember } from "./seen";
import { doubleKey, reduce, UNKNOWN, unseen } from "./state";

/** What is known about the exchange, and what can be done about it. */
export interface Sync {
  /** How it stands; `null` until the program said so. */
  readonly state: SyncState | null;
  /** Everything else; `null` until the program said so. */
  readonly res: SyncRes | null;
  /** Double admissions that nobody here has seen, the newest first. */
  readonly fresh: readonly DoubleAdmission[];
  /** The alarm, unless somebody put it away. */
  readonly alarm: SyncAlarm | null;
  readonly busy: boolean;
  /** What the last try came to, or why nothing could be asked. */
  readonly failure: ErrorCode | null;
  readonly refresh: () => Promise<void>;
  readonly tryNow: () => Promise<void>;
  /** Takes an answer that another command brought along. */
  readonly take: (res: SyncRes) => void;
  readonly seeDoubles: () => void;
  readonly seeAlarm: () => void;
}

/** An answer that could not be had is asked for again this often. */
const AGAIN_MS = 15_000;

/** Opens the line; `replica` is what the gate heard last about what waits. */
export function useSync(event: string, replica: ReplicaState | null): Sync {
  const [known, dispatch] = useReducer(reduce, UNKNOWN);
  const [seen, setSeen] = useState(() => recall(event));
  const [lost, setLost] = useState<ErrorCode | null>(null);
  const { busy, failure, run } = useAction();
  const pushes = useRef(0);
  const take = useCallback((res: SyncRes) => dispatch({ type: "status", res }), []);

  const refresh = useCallback(async () => {
    const asked = pushes.current;
    try {
      const res = await call("sync_status", null);
      setLost(null);
      // An answer that a push overtook knows less than the push: then once more.
      take(asked === pushes.current ? res : await call("sync_status", null));
    } catch (thrown) {
      setLost(codeOf(thrown));
    }
  }, [take]);
  const tryNow = useCallback(async () => {
    await run(async () => take(await call("sync_now", null)));
  }, [run, take]);

  useEffect(
    () =>
      onPush((push) => {
        if (push.type !== "sync" && push.type !== "heard") return;
        pushes.current += 1;
        dispatch({ type: "push", push });
      }),
    [],
  );
  useEffect(() => {
    if (replica) dispatch({ type: "replica", replica });
  }, [replica]);
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => {
    if (lost === null) return;
    const timer = setInterval(() => void refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [lost, refresh]);

  const alarm = known.state?.alarm ?? null;
  const doubles = known.res?.doubles;
  const fresh = useMemo(() => unseen(doubles ?? [], seen.doubles), [doubles, seen]);
  const see = useMemo(() => {
    const keep = (next: typeof seen) => {
      setSeen(next);
      remember(event, next);
    };
    return {
      seeDoubles: () => keep({ ...seen, doubles: (doubles ?? []).map(doubleKey) }),
      seeAlarm: () => keep({ ...seen, alarm }),
    };
  }, [event, seen, doubles, alarm]);

  // An alarm that is over may come again: then it is a new one.
  const { seeAlarm } = see;
  useEffect(() => {
    if (known.state !== null && alarm === null && seen.alarm !== null) seeAlarm();
  }, [known.state, alarm, seen.alarm, seeAlarm]);

  return useMemo(
    () => ({
      state: known.state,
      res: known.res,
      fresh,
      alarm: alarm === seen.alarm ? null : alarm,
      busy,
      failure: failure ?? lost,
      refresh,
      tryNow,
      take,
      ...see,
    }),
    [known, fresh, alarm, seen, busy, failure, lost, refresh, tryNow, take, see],
  );
}
