// Who calls, and how the show stands.
import type { ShowLive } from "../../contract/ShowLive";
import { useWords } from "../../shared/language";
import css from "./caller.module.css";
import { callerName } from "./lines";
import { WORDS } from "./words";

/** One line. */
export function Holder({ live }: { readonly live: ShowLive }) {
  const words = useWords(WORDS);
  const { holder, own } = live.call;
  return (
    <p className={css.holder} data-testid="call-holder" data-own={own}>
      <strong>{own ? words.call.own : holder ? words.call.by(callerName(holder)) : words.call.nobody}</strong>
      <span data-testid="show-state" data-state={live.state}>
        {words.states[live.state]}
      </span>
    </p>
  );
}
