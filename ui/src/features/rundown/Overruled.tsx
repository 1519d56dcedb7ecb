// Values that lost against another device's: what happened, and one press to write them again.
import { Button } from "@mantine/core";
import type { Overruled as Loss } from "../../contract/Overruled";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { FIELD_WORDS } from "./field-words";
import css from "./side.module.css";
import type { PlanLink } from "./useRundown";
import { useFieldName } from "./useFieldName";

/** The list, the newest first. */
export function Overruled({ rundown, res }: { rundown: PlanLink; res: PlanRes }) {
  const { overruled: words } = useWords(FIELD_WORDS);
  if (res.overruled.length === 0) return <p className={css.hint}>{words.none}</p>;
  return (
    <ul className={css.list}>
      {res.overruled.map((loss) => (
        <Row key={`${loss.entry} ${loss.field} ${loss.at} ${loss.lost}`} rundown={rundown} loss={loss} />
      ))}
    </ul>
  );
}

function Row({ rundown, loss }: { rundown: PlanLink; loss: Loss }) {
  const { overruled: words, proposals } = useWords(FIELD_WORDS);
  const { time } = useTimes();
  const fieldName = useFieldName();
  const { entry, name, field, lost, stands, who, own, stands_by, stands_at, again } = loss;
  const [was, is] = [lost || words.empty, stands || words.empty];
  return (
    <li className={css.item} data-testid="overruled-line" data-field={field}>
      {entry === null ? (
        <p className={css.elsewhere}>{name || proposals.show}</p>
      ) : (
        <button type="button" className={css.jump} onClick={() => rundown.dispatch({ type: "jump", entry })}>
          {name}
        </button>
      )}
      <p>
        {own
          ? words.own(fieldName(field), was, is, stands_by, time(stands_at))
          : words.other(who, fieldName(field), was, is, stands_by, time(stands_at))}
      </p>
      <Button variant="default" onClick={() => rundown.edit(again)} data-testid="overruled-again">
        {words.again(was)}
      </Button>
    </li>
  );
}
