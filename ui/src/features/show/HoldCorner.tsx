// HOLD, and why: whoever is named for it stops the show from any screen that calls or follows.
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ShowLive } from "../../contract/ShowLive";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import css from "./bar.module.css";
import { WORDS } from "./words";

interface HoldCornerProps {
  readonly live: ShowLive;
  readonly onHold: (reason: string) => void;
}

/** The button with its reason; nothing for a device that may not, and while the show is stopped already. */
export function HoldCorner({ live, onHold }: HoldCornerProps) {
  const { hold, bar } = useWords(WORDS);
  const [at, setAt] = useState(0);
  if (!live.may_hold || live.hold !== null) return null;
  const reason = hold.reasons[at] ?? hold.word;
  return (
    <div className={css.hold}>
      <NativeSelect
        aria-label={hold.reason}
        data-testid="hold-reason"
        value={String(at)}
        data={hold.reasons.map((label, value) => ({ value: String(value), label }))}
        onChange={(event) => {
          setAt(Number(event.currentTarget.value));
          event.currentTarget.blur(); // In a field Space is a space; it is to be GO again.
        }}
      />
      <HoldButton
        loud
        onHeld={() => onHold(reason)}
        hint={bar.holdIt}
        hotKey="KeyH"
        testId="hold"
        rightSection={<kbd className={css.key}>H</kbd>}
      >
        {hold.word}
      </HoldButton>
    </div>
  );
}
