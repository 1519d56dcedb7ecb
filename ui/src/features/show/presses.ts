// What whoever calls can press, bound to the picture that the screen shows at that moment.
import { useMemo, useRef } from "react";
import type { CallLine } from "../../contract/CallLine";
import type { EntryId } from "../../contract/EntryId";
import type { GoInput } from "../../contract/GoInput";
import { lastGo } from "./lines";
import type { ShowLine } from "./useShow";

/** The presses. A GO says which instance the screen showed as live: whatever came in between makes it a refusal. */
export interface CallerPresses {
  readonly go: (input: GoInput) => void;
  readonly jump: () => void;
  readonly standby: () => void;
  readonly tick: (call: CallLine) => void;
  readonly ungo: () => void;
  readonly pause: () => void;
  readonly addTime: (minutes: number) => void;
  readonly hold: (reason: string) => void;
  readonly blackout: () => void;
  /** Lets go of the chosen cue. */
  readonly leave: () => void;
}

/** Binds them. */
export function usePresses(
  line: ShowLine,
  chosen: EntryId | null,
  setChosen: (entry: EntryId | null) => void,
): CallerPresses {
  const latest = useRef({ line, chosen });
  latest.current = { line, chosen };
  return useMemo(() => {
    const live = () => latest.current.line.picture.live;
    const press: ShowLine["press"] = (what) => latest.current.line.press(what);
    const from = () => live()?.live?.instance ?? null;
    const leave = () => setChosen(null);
    return {
      go: (input) => {
        void press({ press: "go", from: from(), to: null, input });
        leave();
      },
      jump: () => {
        const to = latest.current.chosen;
        if (to === null) return;
        void press({ press: "go", from: from(), to, input: "touch" });
        leave();
      },
      standby: () => {
        void press({ press: "standby", cue: latest.current.chosen });
        leave();
      },
      tick: ({ department, ready }) => {
        const standby = live()?.standby;
        if (standby) void press({ press: "tick", standby: standby.id, department, ready: ready !== true });
      },
      ungo: () => {
        const picture = live();
        const last = picture && lastGo(picture);
        if (last && last.ungo_until !== null) void press({ press: "ungo", instance: last.instance });
        else latest.current.line.say("too_late");
      },
      pause: () => void press({ press: live()?.state === "paused" ? "resume" : "pause" }),
      addTime: (minutes) => void press({ press: "add_time", by_ms: minutes * 60_000 }),
      hold: (reason) => void press({ press: "hold", reason }),
      blackout: () => void press({ press: "blackout", on: !(live()?.blackout ?? false) }),
      leave,
    };
  }, [setChosen]);
}
