// A handover that was offered at this desk: how far it has got, and the way to call it off.
import type { HandoverItem } from "../../contract/HandoverItem";
import type { HandoverState } from "../../contract/HandoverState";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import css from "./handover.module.css";
import { Items } from "./Items";
import type { Doing } from "./Offer";
import { Standing } from "./Standing";
import { WORDS } from "./words";

/** The page; whoever takes over at the same desk ticks the items here. */
export function Outgoing({ handover, busy, run }: Doing & { readonly handover: HandoverState }) {
  const words = useWords(WORDS);
  const take = ({ item }: HandoverItem) => void run({ type: "take", handover: handover.handover, item });
  return (
    <div className={css.going} data-testid="handover-outgoing">
      <Standing title={words.going.outgoing(handover.to)} handover={handover} />
      <Items items={handover.items} onTake={take} />
      <HoldButton
        hint={words.holdIt}
        onHeld={() => void run({ type: "withdraw", handover: handover.handover })}
        loading={busy}
        testId="handover-withdraw"
      >
        {words.going.withdraw}
      </HoldButton>
    </div>
  );
}
