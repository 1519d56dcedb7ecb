// What is said of the show as a whole. Nothing is written before Save.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PlanRes } from "../../contract/PlanRes";
import type { ShowDetails } from "../../contract/ShowDetails";
import { Failure } from "../../shared/Failure";
import { zones } from "../../shared/fields";
import { useWords } from "../../shared/language";
import { ColumnsField } from "./ColumnsField";
import { DevicesField } from "./DevicesField";
import { FIELD_WORDS } from "./field-words";
import { CivilField, DurationField } from "./fields";
import css from "./pages.module.css";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

/** The form. */
export function DetailsPage({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(WORDS);
  const { field, form } = useWords(FIELD_WORDS);
  const [draft, setDraft] = useState<ShowDetails>(res.details);
  const change = (part: Partial<ShowDetails>) => setDraft((now) => ({ ...now, ...part }));
  const back = () => rundown.dispatch({ type: "page", page: "plan" });
  const text = (name: "title" | "stage", required = false) => (
    <TextInput
      label={field[name]}
      required={required}
      maxLength={120}
      value={draft[name]}
      data-testid={`details-${name}`}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      className={css.page}
      data-testid="details-page"
      onSubmit={(event) => {
        event.preventDefault();
        const unreadable = event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]');
        if (unreadable) return unreadable.focus();
        void rundown.edit({ edit: "details", details: draft }).then((done) => done && back());
      }}
    >
      <div className={css.head}>
        <h1 className={css.title}>{words.details}</h1>
        <div className={css.acts}>
          <Button variant="default" onClick={back} data-testid="plan-back">
            {form.cancel}
          </Button>
          <Button type="submit" disabled={draft.title.trim() === ""} data-testid="details-save">
            {form.save}
          </Button>
        </div>
      </div>
      <Failure code={rundown.state.failure} />
      <div className={css.columns}>
        <div className={css.form}>
          {text("title", true)}
          {text("stage")}
          <div className={css.pair}>
            <TextInput
              type="date"
              required
              label={field.date}
              value={draft.date}
              data-testid="details-date"
              onChange={(event) => change({ date: event.currentTarget.value || draft.date })}
            />
            <NativeSelect
              label={field.zone}
              value={draft.zone}
              data={[...new Set([draft.zone, ...zones()])]}
              onChange={(event) => change({ zone: event.currentTarget.value })}
            />
            <CivilField
              optional
              label={field.opens}
              value={draft.opens}
              date={draft.date}
              testId="details-opens"
              onTyped={(opens) => change({ opens })}
            />
            <CivilField
              optional
              label={field.curfew}
              value={draft.curfew}
              date={draft.date}
              testId="details-curfew"
              onTyped={(curfew) => change({ curfew })}
            />
            <DurationField
              label={field.min_span_ms}
              value={draft.min_span_ms}
              onTyped={(min_span_ms) => change({ min_span_ms })}
            />
            <DurationField
              label={field.changeover_ms}
              value={draft.changeover_ms}
              onTyped={(changeover_ms) => change({ changeover_ms })}
            />
          </div>
          <ColumnsField value={draft.columns} onTyped={(columns) => change({ columns })} />
        </div>
        <div className={css.form}>
          {(["ranks", "hold_raisers", "hold_releasers"] as const).map((name) => (
            <DevicesField
              key={name}
              label={field[name]}
              value={draft[name]}
              devices={res.devices}
              ordered={name === "ranks"}
              anybody={name !== "hold_releasers"}
              testId={`details-${name}`}
              onTyped={(value) => change({ [name]: value })}
            />
          ))}
        </div>
      </div>
    </form>
  );
}
