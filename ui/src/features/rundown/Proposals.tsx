// Changes that others proposed while the show runs. The caller adopts or declines; everybody else sees that they wait.
import { Button } from "@mantine/core";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { FIELD_WORDS } from "./field-words";
import { lineOf } from "./lines";
import css from "./side.module.css";
import type { PlanLink } from "./useRundown";

/** The list, the oldest first. */
export function Proposals({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(FIELD_WORDS).proposals;
  const times = useTimes();
  if (res.proposals.length === 0) return <p className={css.hint}>{words.none}</p>;
  return (
    <ul className={css.list}>
      {res.proposals.map(({ id, who, at, lines }) => (
        <li key={`${id.author}/${id.seq}`} className={css.item} data-testid="proposal">
          <p className={css.from}>{words.from(who, times.moment(at))}</p>
          <ul>
            {lines.map(({ entry, name, what }, number) => (
              // One line may be named for several things.
              <li key={number} className={css.change}>
                {entry !== null && lineOf(res, entry) ? (
                  <button
                    type="button"
                    className={css.jump}
                    onClick={() => rundown.dispatch({ type: "jump", entry })}
                  >
                    {name}
                  </button>
                ) : (
                  <span className={css.grow}>{name || words.show}</span>
                )}
                <strong>{words.what[what]}</strong>
              </li>
            ))}
          </ul>
          {res.proposes ? (
            <p className={css.hint}>{words.waits}</p>
          ) : (
            <div className={css.acts}>
              <Button onClick={() => rundown.settle(id, true)} data-testid="proposal-adopt">
                {words.adopt}
              </Button>
              <Button
                variant="default"
                onClick={() => rundown.settle(id, false)}
                data-testid="proposal-decline"
              >
                {words.decline}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
