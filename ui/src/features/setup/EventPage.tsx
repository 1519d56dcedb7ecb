// What the event is.
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { SetupRes } from "../../contract/SetupRes";
import { call } from "../../host";
import { EventFields, isBackwards } from "../../shared/fields";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

/** Form, and what this device holds of the event. */
export function EventPage({ setup, onOtherEvent }: { setup: SetupLine; onOtherEvent: () => void }) {
  const words = useWords(WORDS);
  const { res } = setup;
  const [details, setDetails] = useState(res?.event);
  if (!res || !details) return null;
  const ready = details.name.trim() !== "" && !isBackwards(details.window);
  const changed = JSON.stringify(details) !== JSON.stringify(res.event);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void setup.change(() => call("save_event", details));
  };
  return (
    <div className={css.columns}>
      <form className={css.form} onSubmit={save}>
        <EventFields value={details} onChange={setDetails} />
        <div className={css.actions}>
          <Button type="submit" loading={setup.busy} disabled={!ready || !changed} data-testid="event-save">
            {words.save}
          </Button>
          <Button variant="default" onClick={onOtherEvent} data-testid="event-other">
            {words.event.other}
          </Button>
        </div>
      </form>
      <Holdings res={res} />
    </div>
  );
}

function Holdings({ res }: { res: SetupRes }) {
  const words = useWords(WORDS).event;
  const times = useTimes();
  const rows: [string, string][] = [
    [words.credentials, times.count(res.credentials)],
    [words.products, times.count(res.products.length)],
    [words.checkpoints, times.count(res.checkpoints.length)],
    [words.dataAt, res.data_at === null ? words.never : times.moment(res.data_at)],
  ];
  return (
    <section>
      <h3 className={css.subtitle}>{words.counts}</h3>
      <dl className={css.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={css.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
