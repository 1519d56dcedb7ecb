// Setup's line to the program. Every change answers with everything, so the screen never guesses.
import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { SetupRes } from "../../contract/SetupRes";
import { call } from "../../host";
import { useAction } from "../../shared/useAction";

/** What Setup knows, and the way to change it. */
export interface SetupLine {
  readonly res: SetupRes | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  readonly refresh: () => Promise<boolean>;
  /** Runs a change that answers with everything; true when it was done. */
  readonly change: (work: () => Promise<SetupRes>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Opens the line. */
export function useSetup(): SetupLine {
  const [res, setRes] = useState<SetupRes | null>(null);
  const { busy, failure, run, clear } = useAction();
  const change = useCallback((work: () => Promise<SetupRes>) => run(async () => setRes(await work())), [run]);
  const refresh = useCallback(() => change(() => call("setup_status", null)), [change]);
  useEffect(() => void refresh(), [refresh]);
  return { res, busy, failure, refresh, change, clear };
}
