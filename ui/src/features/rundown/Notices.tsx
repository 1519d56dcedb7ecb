// What the plan's screen has to say: that changes are only proposed, that something failed, what was done last.
import { Button } from "@mantine/core";
import { useState } from "react";
import type { PlanRes } from "../../contract/PlanRes";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { FIELD_WORDS } from "./field-words";
import css from "./rundown.module.css";
import { recall, remember } from "./seen";
import { useFieldName } from "./useFieldName";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

/** The notices, at most one of each kind. */
export function Notices({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(WORDS);
  const { failure } = rundown.state;
  return (
    <div className={css.notices}>
      {res.proposes && (
        <p className={css.notice} data-tone="used" data-testid="plan-proposes">
          <ToneIcon tone="used" size={20} /> {words.proposes}
        </p>
      )}
      <OverruledNotice rundown={rundown} res={res} />
      <Failure code={failure}>
        {failure && (
          <Button variant="default" onClick={rundown.refresh} data-testid="plan-again">
            {words.again}
          </Button>
        )}
      </Failure>
      <LastSaid rundown={rundown} />
    </div>
  );
}

/** What this device wrote lost against another: said until somebody saw it. */
function OverruledNotice({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(WORDS);
  const { overruled: fields, proposals } = useWords(FIELD_WORDS);
  const fieldName = useFieldName();
  const { time } = useTimes();
  const [seen, setSeen] = useState(() => recall(res.show));
  const fresh = res.overruled.filter(({ own, stands_at }) => own && stands_at > seen);
  const [first] = fresh;
  if (!first) return null;
  const look = () => {
    const newest = Math.max(...fresh.map(({ stands_at }) => stands_at));
    remember(res.show, newest);
    setSeen(newest);
  };
  const { name, field, lost, stands, stands_by, stands_at, again } = first;
  const was = lost || fields.empty;
  return (
    <div className={css.notice} data-tone="used" role="status" data-testid="plan-overruled">
      <ToneIcon tone="used" size={20} />
      <p>
        <strong>{name || proposals.show}</strong>{" "}
        {fields.own(fieldName(field), was, stands || fields.empty, stands_by, time(stands_at))}
      </p>
      {fresh.length === 1 ? (
        <Button variant="default" data-testid="overruled-again-now" onClick={() => rundown.edit(again)}>
          {fields.again(was)}
        </Button>
      ) : (
        <Button
          variant="default"
          data-testid="overruled-show"
          onClick={() => {
            rundown.dispatch({ type: "side", side: "overruled" });
            look();
          }}
        >
          {words.side.overruled} ({fresh.length})
        </Button>
      )}
      <Button variant="default" onClick={look} data-testid="overruled-seen">
        {fields.seen}
      </Button>
    </div>
  );
}

function LastSaid({ rundown }: { rundown: PlanLink }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { said } = rundown.state;
  if (!said) return null;
  return (
    <div className={css.notice} role="status" data-testid="plan-said" data-what={said.what}>
      {said.what === "written" && <ToneIcon tone="admit" size={20} />}
      {said.what === "proposed" && <p>{words.said.proposed}</p>}
      {said.what === "locked" && <p>{words.said.locked}</p>}
      {said.what === "unreadable" && (
        <p>
          {words.said.unreadable(said.text)} {words.unreadable[said.why]}
        </p>
      )}
      {said.what === "written" && (
        <p>
          {words.said.written(times.count(said.rows))} <span className={css.path}>{said.path}</span>
        </p>
      )}
      <Button variant="default" onClick={() => rundown.dispatch({ type: "forget" })}>
        {words.close}
      </Button>
    </div>
  );
}
