// The plan's line to the program: asks, listens, and sends one change after the other, so that answers come in order.
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { ExportFormat } from "../../contract/ExportFormat";
import type { PlanEdit } from "../../contract/PlanEdit";
import type { PlanRes } from "../../contract/PlanRes";
import type { RecordId } from "../../contract/RecordId";
import type { ShowId } from "../../contract/ShowId";
import { call, codeOf, onPush } from "../../host";
import { useLanguage } from "../../shared/language";
import { type Cursor, EMPTY, type RundownAction, type RundownState, reduce } from "./state";

/** State of the plan and what can be done with it. Actions never reject: failures become part of the state. */
export interface PlanLink {
  readonly state: RundownState;
  readonly dispatch: (action: RundownAction) => void;
  /** Changes that are taken back together; answers whether they were taken. */
  readonly edit: (...edits: readonly PlanEdit[]) => Promise<boolean>;
  /** The same, and then to the line that came in. */
  readonly add: (edit: PlanEdit) => void;
  /** What was typed into a cell; it stands there until the answer does. */
  readonly type: (cursor: Cursor, text: string, edit: PlanEdit) => void;
  readonly undo: (redo: boolean) => void;
  readonly settle: (proposal: RecordId, adopt: boolean) => void;
  readonly write: (format: ExportFormat) => void;
  /** Asks again. */
  readonly refresh: () => void;
}

/** Changes of others come in bursts: the screen asks once for all that came within this time. */
const HEARD_MS = 150;

/** Opens the line. */
export function useRundown(show: ShowId): PlanLink {
  const { language } = useLanguage();
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const queue = useRef(Promise.resolve());
  const turns = useRef(0);

  const send = useCallback((ask: () => Promise<PlanRes>, goTo = false) => {
    const turn = ++turns.current;
    const done = queue.current.then(async () => {
      try {
        dispatch({ type: "answer", turn, res: await ask(), goTo });
        return true;
      } catch (thrown) {
        dispatch({ type: "failed", turn, code: codeOf(thrown) });
        return false;
      }
    });
    queue.current = done.then(() => undefined);
    return { turn, done };
  }, []);

  // What others changed never takes the place of an answer that is on its way.
  const refresh = useCallback(() => {
    const asked = turns.current;
    queue.current = queue.current.then(async () => {
      if (asked !== turns.current) return;
      try {
        dispatch({ type: "heard", res: await call("show_plan", { show }) });
      } catch (thrown) {
        dispatch({ type: "failed", turn: null, code: codeOf(thrown) });
      }
    });
  }, [show]);

  useEffect(() => {
    let heard = 0;
    const stop = onPush((push) => {
      // Another show of the event may share a person or a place with this one.
      if (push.type !== "show" || heard !== 0) return;
      heard = window.setTimeout(() => {
        heard = 0;
        refresh();
      }, HEARD_MS);
    });
    refresh();
    return () => {
      window.clearTimeout(heard);
      stop();
    };
  }, [refresh]);

  const actions = useMemo<Omit<PlanLink, "state">>(
    () => ({
      dispatch,
      refresh,
      edit: (...edits) => send(() => call("edit_plan", { show, edits: [...edits] })).done,
      add: (edit) => void send(() => call("edit_plan", { show, edits: [edit] }), true),
      type: (cursor, text, edit) => {
        const { turn } = send(() => call("edit_plan", { show, edits: [edit] }));
        dispatch({ type: "sent", pending: { turn, cursor, text } });
      },
      undo: (redo) => void send(() => call("undo_edit", { show, redo })),
      settle: (proposal, adopt) => void send(() => call("settle_proposal", { show, proposal, adopt })),
      write: (format) => {
        call("export_show", { show, what: "plan", format, language }).then(
          ({ path, rows }) => dispatch({ type: "say", said: { what: "written", path, rows } }),
          (thrown: unknown) => dispatch({ type: "failed", turn: null, code: codeOf(thrown) }),
        );
      },
    }),
    [language, refresh, send, show],
  );
  return useMemo(() => ({ state, ...actions }), [state, actions]);
}
