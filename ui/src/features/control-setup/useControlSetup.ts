// The setup's line to the program: every setting is written into the log, and what came of it is asked for anew.
import { useCallback, useEffect, useState } from "react";
import type { ControlSetting } from "../../contract/ControlSetting";
import type { ControlSetupRes } from "../../contract/ControlSetupRes";
import type { ErrorCode } from "../../contract/ErrorCode";
import { call } from "../../host";
import { act } from "../../shared/act";
import { useAction } from "../../shared/useAction";

/** What is known of the setup, and the way to change it. */
export interface SetupLine {
  readonly res: ControlSetupRes | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** Something was saved, and nothing else was done since. */
  readonly saved: boolean;
  /** Writes settings one after the other; true when all were. */
  readonly save: (...settings: readonly ControlSetting[]) => Promise<boolean>;
  readonly clear: () => void;
}

/** Opens the line. */
export function useControlSetup(): SetupLine {
  const [res, setRes] = useState<ControlSetupRes | null>(null);
  const [saved, setSaved] = useState(false);
  const { busy, failure, run, clear } = useAction();
  useEffect(() => void run(async () => setRes(await call("control_setup", null))), [run]);
  const save = useCallback(
    async (...settings: readonly ControlSetting[]) => {
      setSaved(false);
      const done = await run(async () => {
        try {
          for (const setting of settings) await act({ type: "configure", setting });
        } finally {
          setRes(await call("control_setup", null));
        }
      });
      setSaved(done);
      return done;
    },
    [run],
  );
  const forget = useCallback(() => {
    setSaved(false);
    clear();
  }, [clear]);
  return { res, busy, failure, saved, save, clear: forget };
}

/** What every page is given. */
export interface PageProps {
  readonly setup: SetupLine;
  readonly res: ControlSetupRes;
}
