// The screen while no event is open.
import { useEffect } from "react";
import type { AppRes } from "../contract/AppRes";
import { EventChooser } from "../features/event";

interface ChooseViewProps {
  readonly app: AppRes;
  readonly onOpened: (app: AppRes) => void;
  readonly onCancel: (() => void) | null;
  readonly onReady: () => void;
}

/** Chooses an event, or makes one. */
export function ChooseView({ app, onOpened, onCancel, onReady }: ChooseViewProps) {
  useEffect(onReady, [onReady]);
  return <EventChooser app={app} onOpened={onOpened} onCancel={onCancel} />;
}
