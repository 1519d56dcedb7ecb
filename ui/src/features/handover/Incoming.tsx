// A handover that is offered to this desk: one item at a time, as large as it must be to be understood and not just ticked.
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { HandoverState } from "../../contract/HandoverState";
import { useWords } from "../../shared/language";
import { isDialogOpen, placeOf } from "../../shared/typing";
import css from "./handover.module.css";
import { Items, Named } from "./Items";
import type { Doing } from "./Offer";
import { itemKey, progress } from "./progress";
import { Standing } from "./Standing";
import { WORDS } from "./words";

/** The page. */
export function Incoming({ handover, busy, run }: Doing & { readonly handover: HandoverState }) {
  const words = useWords(WORDS).going;
  const [passed, setPassed] = useState<string | null>(null);
  const { next } = progress(handover, passed);
  const take = () => {
    if (next !== null && !busy) {
      void run({ type: "take", handover: handover.handover, item: next.item });
    }
  };
  const later = () => setPassed(next === null ? null : itemKey(next));
  useKeys(take, later);
  return (
    <div className={css.going} data-testid="handover-incoming">
      <Standing title={words.incoming(handover.from)} handover={handover} />
      {next !== null && (
        <section className={css.next} aria-live="polite" data-testid="handover-next">
          <p className={css.nextText}>
            <Named item={next} />
          </p>
          <div className={css.nextKeys}>
            <Button variant="default" size="xl" h={72} onClick={later} data-testid="handover-later">
              {words.later}
            </Button>
            <Button size="xl" h={72} loading={busy} onClick={take} data-testid="handover-take">
              {words.take}
            </Button>
          </div>
          <p className={css.quiet}>{words.keys}</p>
        </section>
      )}
      <Items items={handover.items} next={next} />
    </div>
  );
}

/** Enter takes, the arrow passes over, wherever the focus is but in a field or on another button. */
function useKeys(take: () => void, later: () => void): void {
  const latest = useRef({ take, later });
  latest.current = { take, later };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isDialogOpen() || placeOf(event.target) !== "page") return;
      if (event.key === "Enter") latest.current.take();
      else if (event.key === "ArrowRight") latest.current.later();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
