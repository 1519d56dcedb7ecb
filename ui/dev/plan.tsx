// The plan by itself, in the place that the shell gives it: `npm run fake`, then `/dev/plan.html?scene=plan-sixty`.
import { createRoot } from "react-dom/client";
import "../src/app/mantine.css";
import "../src/shared/fonts.css";
import "../src/app/base.css";
import { Providers } from "../src/app/Providers";
import { Rail } from "../src/features/shell";
import { VenueProvider } from "../src/shared/venue";
import PlanView from "../src/views/PlanView";
import css from "../src/views/views.module.css";
import { SHOW } from "./fake/plan-data";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <Providers>
      <VenueProvider zone="America/Bogota">
        <div className={css.shell}>
          <Rail room="setup" onRoom={() => undefined} onKeys={() => undefined} />
          <main className={css.room}>
            <PlanView show={SHOW} />
          </main>
        </div>
      </VenueProvider>
    </Providers>,
  );
}
