// The keys of the gate. Letters alone belong to the search, so every action has Alt or Control.
import { useEffect } from "react";
import { undoable } from "./state";
import type { Gate } from "./useGate";

interface GateKeys {
  readonly onPost: () => void;
  readonly onWay: () => void;
  readonly onCamera: () => void;
}

/** Listens while the gate screen is up. */
export function useGateKeys(gate: Gate, { onPost, onWay, onCamera }: GateKeys): void {
  useEffect(() => {
    const undo = () => {
      const recent = gate.state.res?.recent ?? [];
      const scan = undoable(recent, Date.now()) ?? recent[0];
      if (scan?.scan) void gate.undo(scan.scan);
    };
    const admitAnyway = () => {
      const { shown } = gate.state;
      if (shown?.verdict === "unpaid" && shown.may_admit && shown.holder) {
        void gate.admit(shown.holder.credential, true);
      }
    };
    const actions: Readonly<Record<string, () => void>> = {
      "alt KeyC": onPost,
      "alt KeyD": onWay,
      "alt KeyK": onCamera,
      "alt KeyU": undo,
      "ctrl KeyZ": undo,
      "alt KeyA": admitAnyway,
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]')) return;
      if (event.key === "Escape") {
        gate.dismiss();
        return;
      }
      // In the search, Control Z takes typing back for as long as there is any.
      const typing = event.target instanceof HTMLInputElement && event.target.value !== "";
      const chord = event.altKey ? "alt" : event.ctrlKey || event.metaKey ? "ctrl" : "";
      const action = actions[`${chord} ${event.code}`];
      if (!action || (chord === "ctrl" && typing)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [gate, onPost, onWay, onCamera]);
}
