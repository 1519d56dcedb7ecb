// The plan of a show: its lines as a table, and everything that can be done with them.
import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import type { ShowId } from "../../contract/ShowId";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { VenueProvider } from "../../shared/venue";
import { Bar } from "./Bar";
import { DetailsPage } from "./DetailsPage";
import { ImportPage } from "./ImportPage";
import { Keys } from "./Keys";
import { Notices } from "./Notices";
import css from "./rundown.module.css";
import { Side } from "./Side";
import { Table } from "./Table";
import { type PlanCommands, usePlanCommands, usePlanKeys } from "./usePlanKeys";
import { type PlanLink, useRundown } from "./useRundown";
import { WORDS } from "./words";

/** The whole screen. It draws nothing before the program's first answer. */
export function Rundown({ show }: { show: ShowId }) {
  const words = useWords(WORDS);
  const rundown = useRundown(show);
  const [helping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  const commands = usePlanCommands(rundown, help);
  usePlanKeys(rundown, commands);
  const { res, failure, page } = rundown.state;
  if (res === null) {
    return (
      <>
        <h1 className={css.hidden}>{words.title}</h1>
        <Failure code={failure}>
          <Button variant="default" onClick={rundown.refresh}>
            {words.again}
          </Button>
        </Failure>
      </>
    );
  }
  return (
    <VenueProvider zone={res.details.zone}>
      {page === "details" && <DetailsPage rundown={rundown} res={res} />}
      {page === "import" && <ImportPage rundown={rundown} res={res} />}
      {page === "plan" && (
        <div className={css.plan} data-testid="plan">
          <Bar rundown={rundown} res={res} commands={commands} />
          <Notices rundown={rundown} res={res} />
          {res.entries.length === 0 ? (
            <Empty rundown={rundown} commands={commands} />
          ) : (
            <div className={css.work}>
              <Table rundown={rundown} res={res} />
              <Side rundown={rundown} res={res} />
            </div>
          )}
        </div>
      )}
      <Keys opened={helping} onClose={() => setHelping(false)} />
    </VenueProvider>
  );
}

function Empty({ rundown, commands }: { rundown: PlanLink; commands: PlanCommands }) {
  const words = useWords(WORDS).empty;
  return (
    <section className={css.empty} data-testid="plan-empty">
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <div className={css.buttons}>
        <Button
          size="lg"
          onClick={() => rundown.dispatch({ type: "page", page: "import" })}
          data-testid="empty-import"
        >
          {words.import}
        </Button>
        <Button size="lg" variant="default" onClick={() => commands.add("cue")} data-testid="empty-add">
          {words.add}
        </Button>
      </div>
    </section>
  );
}
