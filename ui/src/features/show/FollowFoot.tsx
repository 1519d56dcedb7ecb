// The foot of whoever does not call: taking the call, and HOLD.
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ShowLive } from "../../contract/ShowLive";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import css from "./bar.module.css";
import { HoldCorner } from "./HoldCorner";
import type { ShowLine } from "./useShow";
import { WORDS } from "./words";

const TAKE_MS = 2_000;

interface FollowFootProps {
  readonly live: ShowLive;
  readonly press: ShowLine["press"];
}

/** The foot. */
export function FollowFoot({ live, press }: FollowFootProps) {
  const words = useWords(WORDS).call;
  const { call } = live;
  return (
    <section className={css.foot} aria-label={words.take} data-testid="follow-foot">
      {call.holder === null && (
        <>
          <p className={css.footText}>
            <strong>{words.nobody}</strong> {words.nobodyNote}
          </p>
          <Button
            size="lg"
            disabled={!call.may_take}
            onClick={() => void press({ press: "take_call", reason: "" })}
            data-testid="take-call"
          >
            {words.take}
          </Button>
        </>
      )}
      {call.holder !== null && call.may_take && <TakeFrom press={press} />}
      {call.holder !== null && !call.may_take && <p className={css.footText}>{words.present}</p>}
      <HoldCorner live={live} onHold={(reason) => void press({ press: "hold", reason })} />
    </section>
  );
}

/** From somebody: with a reason, and held. */
function TakeFrom({ press }: Pick<FollowFootProps, "press">) {
  const words = useWords(WORDS);
  const [reason, setReason] = useState("");
  return (
    <>
      <TextInput
        className={css.reason ?? ""}
        aria-label={words.call.reason}
        placeholder={words.call.reason}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="take-reason"
      />
      <HoldButton
        holdMs={TAKE_MS}
        hint={words.bar.holdTwo}
        disabled={reason.trim() === ""}
        onHeld={() => void press({ press: "take_call", reason: reason.trim() })}
        testId="take-call"
      >
        {words.call.takeFrom}
      </HoldButton>
    </>
  );
}
