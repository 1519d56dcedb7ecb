// Which screen: the one of the open event, the one where an event is chosen, or a window for somebody else to look at.
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { AppRes } from "../contract/AppRes";
import { call } from "../host";
import { Failure } from "../shared/Failure";
import { useAction } from "../shared/useAction";
import { VenueProvider } from "../shared/venue";
import { ChooseView } from "../views/ChooseView";
import { OpenView } from "../views/OpenView";
import { useReady } from "./useReady";
import { windowOf } from "./window";

/** Only other windows need it. */
const WindowScreen = lazy(() => import("../views/WindowScreen"));

/** The program's screens. */
export function App() {
  const [other] = useState(() => windowOf(location.search));
  if (other === null) return <Staff />;
  return (
    <Suspense fallback={null}>
      <WindowScreen {...other} />
    </Suspense>
  );
}

/** The staff's window. */
function Staff() {
  const [app, setApp] = useState<AppRes | null>(null);
  const [choosing, setChoosing] = useState(false);
  const { failure, run } = useAction();
  const ready = useReady();

  const refresh = useCallback(() => void run(async () => setApp(await call("app_status", null))), [run]);
  useEffect(refresh, [refresh]);
  const opened = useCallback((next: AppRes) => {
    setApp(next);
    setChoosing(false);
  }, []);

  if (app === null) return failure && <Failure code={failure}></Failure>;
  if (app.event === null || choosing) {
    const cancel = app.event === null ? null : () => setChoosing(false);
    return <ChooseView app={app} onOpened={opened} onCancel={cancel} onReady={ready} />;
  }
  return (
    <VenueProvider zone={app.event.details.zone}>
      <OpenView
        key={app.event.id}
        app={app}
        event={app.event}
        onApp={opened}
        onChanged={refresh}
        onOtherEvent={() => setChoosing(true)}
        onReady={ready}
      />
    </VenueProvider>
  );
}
