// A command that a person started: is it running, did it fail.
import { useCallback, useState } from "react";
import type { ErrorCode } from "../contract/ErrorCode";
import { codeOf } from "../host";

interface Action {
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** Runs it and answers whether it was done. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Runs one command at a time and keeps its failure until the next. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const run = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setFailure(codeOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, run, clear };
}
