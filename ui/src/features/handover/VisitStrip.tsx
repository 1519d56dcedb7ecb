// The way into the sealed view for an authority, and a visit that is going on.
import { Button } from "@mantine/core";
import { useState } from "react";
import type { VisitState } from "../../contract/VisitState";
import { HoldButton } from "../../shared/HoldButton";
import { DeviceIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./handover.module.css";
import type { Doing } from "./Offer";
import { Visit } from "./Visit";
import { VISIT_WORDS } from "./visit-words";

interface VisitStripProps {
  readonly visit: VisitState | null;
  readonly run: Doing["run"];
}

/** The strip. */
export function VisitStrip({ visit, run }: VisitStripProps) {
  const words = useWords(VISIT_WORDS);
  const times = useTimes();
  const [showing, setShowing] = useState(false);
  return (
    <div className={css.visitStrip} data-testid="visit-strip">
      <DeviceIcon size={20} />
      <p className={css.text}>
        {visit === null ? words.strip : words.going(visit.authority, times.moment(visit.since))}
      </p>
      {visit !== null && (
        <HoldButton
          hint={words.holdIt}
          onHeld={() => void run({ type: "visit", authority: visit.authority, begins: false })}
          testId="visit-end"
        >
          {words.end}
        </HoldButton>
      )}
      <Button variant="default" onClick={() => setShowing(true)} data-testid="visit-open">
        {words.open}
      </Button>
      {showing && <Visit visit={visit} onLeave={() => setShowing(false)} />}
    </div>
  );
}
