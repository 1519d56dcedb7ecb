// A danger to life while a show runs: stopping it is one hold away.
import type { ShowId } from "../../contract/ShowId";
import type { ShowStop } from "../../contract/ShowStop";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import css from "./pane.module.css";
import { WORDS } from "./words";

interface ShowStopOfferProps {
  readonly stop: ShowStop | null;
  readonly onHeld: (show: ShowId) => void;
}

/** The offer; nothing where no show could be stopped. */
export function ShowStopOffer({ stop, onHeld }: ShowStopOfferProps) {
  const words = useWords(WORDS).stop;
  if (stop === null) return null;
  return (
    <div className={css.stop} data-testid="show-stop" data-held={stop.held || undefined}>
      <strong>{stop.held ? words.held(stop.title) : words.offer(stop.title)}</strong>
      {!stop.held && (
        <HoldButton loud hint={words.hint} onHeld={() => onHeld(stop.show)} testId="show-stop-hold">
          {words.hold}
        </HoldButton>
      )}
    </div>
  );
}
