// The shows of the event, and the one that this device looks at.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { ShowId } from "../../contract/ShowId";
import type { ShowSummary } from "../../contract/ShowSummary";
import { call, codeOf, onPush } from "../../host";
import { lastShow, rememberShow } from "./own";
import { firstShow } from "./shows";

/** A plan that is edited says so with every stroke; the list is asked for once for all within this time. */
const PUSH_MS = 1_000;

/** The shows. */
export interface Shows {
  /** `null` until the program said so. */
  readonly list: readonly ShowSummary[] | null;
  readonly show: ShowSummary | null;
  readonly failure: ErrorCode | null;
  readonly choose: (show: ShowId) => void;
  readonly refresh: () => Promise<void>;
}

/** Keeps the list. */
export function useShows(): Shows {
  const [list, setList] = useState<readonly ShowSummary[] | null>(null);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [chosen, setChosen] = useState(lastShow);
  const refresh = useCallback(async () => {
    try {
      setList(await call("list_shows", null));
      setFailure(null);
    } catch (thrown) {
      setFailure(codeOf(thrown));
    }
  }, []);
  useEffect(() => {
    void refresh();
    let timer = 0;
    const stop = onPush((push) => {
      if (push.type !== "show" || timer !== 0) return;
      timer = window.setTimeout(() => {
        timer = 0;
        void refresh();
      }, PUSH_MS);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [refresh]);
  const choose = useCallback((show: ShowId) => {
    rememberShow(show);
    setChosen(show);
  }, []);
  return useMemo(
    () => ({ list, show: firstShow(list ?? [], chosen), failure, choose, refresh }),
    [list, chosen, failure, choose, refresh],
  );
}
