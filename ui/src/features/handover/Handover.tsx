// The handover of the lead: offered with everything that is open, taken item by item; and the visit of an authority.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { ControlAct } from "../../contract/ControlAct";
import type { HandoverState } from "../../contract/HandoverState";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { Old } from "../../shared/Old";
import { useAction } from "../../shared/useAction";
import { usePicture } from "../../shared/usePicture";
import css from "./handover.module.css";
import { Incoming } from "./Incoming";
import { OpenThings } from "./OpenThings";
import { Offer } from "./Offer";
import { Outgoing } from "./Outgoing";
import { type End, ended, takenKey, withTaken } from "./progress";
import { VisitStrip } from "./VisitStrip";
import { WORDS } from "./words";

const PACE_MS = 2_000;

/** The room. */
export function Handover() {
  const words = useWords(WORDS);
  const picture = usePicture("control_status", PACE_MS);
  const action = useAction();
  const control = picture.res;
  const [here, setHere] = useState<ReadonlySet<string>>(new Set());
  const own = useRef<ControlAct["type"] | null>(null);
  const over = useEnd(control?.handover ?? null, control !== null, own);
  if (control === null) {
    return (
      <>
        <h1 className={css.hidden}>{words.title}</h1>
        <Failure code={picture.lost} />
      </>
    );
  }
  const run = async (what: ControlAct) => {
    const done = await action.run(async () => {
      await act(what);
      own.current = what.type;
      if (what.type === "take") {
        setHere((taken) => new Set(taken).add(takenKey(what.handover, what.item)));
      }
    });
    picture.refresh();
    return done;
  };
  const handover = control.handover && withTaken(control.handover, here);
  const common = { busy: action.busy, run };
  return (
    <div className={css.room} data-testid="handover">
      <h1 className={css.hidden}>{words.title}</h1>
      <Old picture={picture} />
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scroll} aria-label={words.title} tabIndex={0}>
        <VisitStrip visit={control.visit} run={run} />
        <Failure code={action.failure} />
        {over.how !== null && <Ended how={over.how} onSeen={over.forget} />}
        {handover === null ? (
          <div className={css.columns}>
            <OpenThings control={control} />
            <Offer {...common} callSigns={control.call_signs} />
          </div>
        ) : handover.own ? (
          <Outgoing {...common} handover={handover} />
        ) : (
          <Incoming {...common} handover={handover} />
        )}
      </section>
    </div>
  );
}

/** Remembers how the handover that was on the screen ended. */
function useEnd(now: HandoverState | null, known: boolean, own: RefObject<ControlAct["type"] | null>) {
  const last = useRef<HandoverState | null>(null);
  const [how, setHow] = useState<End | null>(null);
  useEffect(() => {
    if (!known) return;
    if (last.current === null && now !== null) own.current = null;
    const came = ended(last.current, now, own.current);
    if (now !== null) setHow(null);
    else if (came !== null) setHow(came);
    last.current = now;
  }, [now, known, own]);
  return { how, forget: () => setHow(null) };
}

function Ended({ how, onSeen }: { readonly how: End; readonly onSeen: () => void }) {
  const words = useWords(WORDS);
  return (
    <div className={css.ended} role="status" data-testid="handover-ended" data-how={how}>
      <ToneIcon tone={how === "done" ? "admit" : "exit"} size={28} />
      <p>{words[how]}</p>
      <button type="button" className={css.quietButton} onClick={onSeen}>
        {words.seen}
      </button>
    </div>
  );
}
