// The control room's other rooms by themselves: `npm run fake`, then `/dev/rooms.html?scene=room&room=crowd`.
import { createRoot } from "react-dom/client";
import "../src/app/mantine.css";
import "../src/shared/fonts.css";
import "../src/app/base.css";
import { Providers } from "../src/app/Providers";
import { ControlSetup } from "../src/features/control-setup";
import { Crowd } from "../src/features/crowd";
import { Handover } from "../src/features/handover";
import { Methane } from "../src/features/methane";
import { Rail } from "../src/features/shell";
import { Staff } from "../src/features/staff";
import { VenueProvider } from "../src/shared/venue";
import css from "../src/views/views.module.css";
import { METHANE_ENTRIES, METHANE_REPORT, record } from "./fake/room-data";

const ROOMS: Readonly<Record<string, () => React.ReactNode>> = {
  crowd: () => <Crowd />,
  staff: () => <Staff />,
  handover: () => <Handover />,
  setup: () => <ControlSetup />,
  methane: () => <Methane incident={record(1)} number="A-0144" report={null} onDone={() => undefined} />,
  "methane-read": () => (
    <Methane
      incident={record(1)}
      number="A-0144"
      report={METHANE_REPORT}
      entries={METHANE_ENTRIES}
      onDone={() => undefined}
    />
  ),
};

const root = document.getElementById("root");
const room = new URLSearchParams(location.search).get("room") ?? "crowd";
if (root) {
  createRoot(root).render(
    <Providers>
      <VenueProvider zone="America/Bogota">
        <div className={css.shell}>
          <Rail room="setup" onRoom={() => undefined} onKeys={() => undefined} />
          <main className={css.room}>{ROOMS[room]?.()}</main>
        </div>
      </VenueProvider>
    </Providers>,
  );
}
