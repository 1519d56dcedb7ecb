// What can be done with the plan from anywhere on its screen, by keys and by the bar.
import { useEffect, useMemo, useRef } from "react";
import type { EntryKind } from "../../contract/EntryKind";
import { lineOf } from "./lines";
import { placeForNew } from "./places";
import type { PlanLink } from "./useRundown";

/** What the bar and the keys have in common. */
export interface PlanCommands {
  readonly add: (kind: EntryKind) => void;
  readonly help: () => void;
  /** To the next line that something does not fit about. */
  readonly nextConflict: () => void;
  /** From the table to the fields of the line, or back. */
  readonly turn: () => void;
}

/** The commands. */
export function usePlanCommands(rundown: PlanLink, help: () => void): PlanCommands {
  const latest = useRef(rundown);
  useEffect(() => {
    latest.current = rundown;
  });
  return useMemo<PlanCommands>(
    () => ({
      help,
      add: (kind) => {
        leaveField();
        const { state, add } = latest.current;
        const { res, cursor } = state;
        if (!res) return;
        add({ edit: "add", kind, ...placeForNew(res.entries, cursor?.entry ?? null, kind === "group") });
      },
      nextConflict: () => {
        leaveField();
        const { state, dispatch } = latest.current;
        const { res, cursor } = state;
        const wrong = new Set(res?.conflicts.flatMap(({ lines }) => lines.map(({ entry }) => entry)));
        const at = res?.entries.findIndex((line) => line.entry === cursor?.entry) ?? -1;
        const order = res ? [...res.entries.slice(at + 1), ...res.entries.slice(0, at + 1)] : [];
        const next = order.find((line) => wrong.has(line.entry));
        if (next) dispatch({ type: "jump", entry: next.entry });
      },
      turn: () => {
        const { res, cursor } = latest.current.state;
        const inside = document.activeElement?.closest('[data-testid="side-body"]');
        const cell = `[data-entry="${CSS.escape(cursor?.entry ?? "")}"] [data-column="${cursor?.column}"]`;
        const field = '[data-testid="side-body"] :is(input, textarea, select, button):not(:disabled)';
        if (res && lineOf(res, cursor?.entry ?? null)) {
          document.querySelector<HTMLElement>(inside ? cell : field)?.focus();
        }
      },
    }),
    [help],
  );
}

/** What is being typed is taken before the keys go elsewhere. */
function leaveField(): void {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at.matches("input, textarea, select")) at.blur();
}

/** Listens while the table is up. In a field with text of its own, Control Z takes typing back. */
export function usePlanKeys(rundown: PlanLink, commands: PlanCommands): void {
  const { undo, state } = rundown;
  const up = state.page === "plan" && state.res !== null;
  useEffect(() => {
    if (!up) return;
    const alt: Readonly<Record<string, () => void>> = {
      KeyN: () => commands.add("cue"),
      KeyG: () => commands.add("group"),
      KeyL: () => commands.add("delay"),
      KeyM: () => commands.add("milestone"),
      KeyC: commands.nextConflict,
      KeyE: commands.turn,
    };
    const actionOf = (event: KeyboardEvent): (() => void) | undefined => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea");
      if (event.altKey) return alt[event.code];
      if (event.ctrlKey || event.metaKey) {
        if (typing) return undefined;
        if (event.code === "KeyZ") return () => undo(event.shiftKey);
        return event.code === "KeyY" ? () => undo(true) : undefined;
      }
      if (typing) return undefined;
      if (event.key === "Insert") return alt.KeyN;
      return event.key === "?" ? commands.help : undefined;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]')) return;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      if (!event.repeat) action();
    };
    // Before the shell, whose own list of keys answers to the same mark.
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [commands, undo, up]);
}
