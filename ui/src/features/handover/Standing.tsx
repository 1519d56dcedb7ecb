// Who answers for what as long as a handover goes on.
import { Progress } from "@mantine/core";
import type { HandoverState } from "../../contract/HandoverState";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./handover.module.css";
import { progress } from "./progress";
import { WORDS } from "./words";

/** The head of the page. */
export function Standing({ title, handover }: { readonly title: string; readonly handover: HandoverState }) {
  const words = useWords(WORDS).going;
  const times = useTimes();
  const { taken, all } = progress(handover);
  const said = words.progress(taken, all);
  return (
    <header className={css.standing}>
      <h2 className={css.big}>{title}</h2>
      <p className={css.still} data-testid="handover-still">
        <NoticeIcon size={28} />
        {words.still(handover.from, all - taken)}
      </p>
      <p className={css.quiet}>
        {said} · {words.since(times.moment(handover.at))}
      </p>
      <Progress
        value={all === 0 ? 100 : (taken / all) * 100}
        aria-label={said}
        color="var(--gh-mark-admit)"
      />
      {handover.note !== "" && (
        <div className={css.note}>
          <h3>{words.note}</h3>
          <p>{handover.note}</p>
        </div>
      )}
    </header>
  );
}
