// What stands beside the table: the chosen line, or a list of what needs a person.
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { Conflicts } from "./Conflicts";
import { LinePanel } from "./LinePanel";
import { lineOf } from "./lines";
import { Overruled } from "./Overruled";
import { Proposals } from "./Proposals";
import css from "./side.module.css";
import type { Side as SideName } from "./state";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

/** The panel with its tabs; a list that is empty has none, unless it is open. */
export function Side({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const words = useWords(WORDS);
  const { side, cursor } = rundown.state;
  const line = lineOf(res, cursor?.entry ?? null);
  const counts: Readonly<Record<SideName, number>> = {
    line: 0,
    conflicts: res.conflicts.length,
    proposals: res.proposals.length,
    overruled: res.overruled.length,
  };
  const names = (Object.keys(counts) as SideName[]).filter(
    (name) => name === "line" || name === "conflicts" || counts[name] > 0 || side === name,
  );
  return (
    <aside className={css.side} aria-label={words.side[side]}>
      <nav className={css.tabs} aria-label={words.title}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className={css.tab}
            aria-current={side === name || undefined}
            data-alert={(name === "conflicts" && counts[name] > 0) || undefined}
            data-testid={`side-${name}`}
            data-count={counts[name]}
            onClick={() => rundown.dispatch({ type: "side", side: name })}
          >
            {words.side[name]}
            {counts[name] > 0 && <span className={css.count}>{counts[name]}</span>}
          </button>
        ))}
      </nav>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.body} tabIndex={0} aria-label={words.side[side]} data-testid="side-body">
        {side === "line" && line && (
          <LinePanel key={line.entry} edit={rundown.edit} add={rundown.add} res={res} line={line} />
        )}
        {side === "conflicts" && <Conflicts rundown={rundown} res={res} />}
        {side === "proposals" && <Proposals rundown={rundown} res={res} />}
        {side === "overruled" && <Overruled rundown={rundown} res={res} />}
      </section>
    </aside>
  );
}
