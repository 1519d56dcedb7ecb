// Everything that does not fit; each leads to its lines.
import type { PlanRes } from "../../contract/PlanRes";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { FIELD_WORDS } from "./field-words";
import css from "./side.module.css";
import { useConflictText } from "./useConflictText";
import type { PlanLink } from "./useRundown";

/** The list. */
export function Conflicts({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(FIELD_WORDS).conflicts;
  const say = useConflictText();
  if (res.conflicts.length === 0) {
    return (
      <p className={css.fits}>
        <ToneIcon tone="admit" size={20} /> {words.none}
      </p>
    );
  }
  return (
    <ul className={css.list}>
      {res.conflicts.map((conflict, at) => (
        // The list is made anew with every answer.
        <li key={at} className={css.item} data-testid="conflict" data-rule={conflict.rule}>
          <p className={css.wrong}>
            <ToneIcon tone="refused" size={16} /> {say(conflict)}
          </p>
          {conflict.lines.map(({ show, show_title, entry, name }) =>
            show === res.show ? (
              <button
                key={entry}
                type="button"
                className={css.jump}
                data-testid="conflict-jump"
                onClick={() => rundown.dispatch({ type: "jump", entry })}
              >
                {name}
              </button>
            ) : (
              <p key={entry} className={css.elsewhere}>
                {name} <span className={css.hint}>{words.elsewhere(show_title)}</span>
              </p>
            ),
          )}
        </li>
      ))}
    </ul>
  );
}
