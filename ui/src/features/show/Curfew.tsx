// Ways to meet the curfew, the best first; adopted with who agreed. What they are was found by the program.
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CurfewOption } from "../../contract/CurfewOption";
import type { CurfewRes } from "../../contract/CurfewRes";
import type { ShowLive } from "../../contract/ShowLive";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { useTimes } from "../../shared/venue";
import { lasts } from "./durations";
import { fullName } from "./lines";
import css from "./side.module.css";
import { SIDE_WORDS } from "./side-words";
import type { ShowLine } from "./useShow";
import { WORDS } from "./words";

const SHOWN = 3;
/** The ways change as the show goes on. */
const REFRESH_MS = 10_000;

interface CurfewProps {
  readonly live: ShowLive;
  readonly press: ShowLine["press"];
}

/** The ways, or why there are none. */
export function Curfew({ live, press }: CurfewProps) {
  const words = useWords(SIDE_WORDS).curfew;
  const { res, failure } = useOptions(live);
  const [agreed, setAgreed] = useState("");
  return (
    <div className={css.tools} data-testid="curfew-options">
      <Failure code={failure} />
      {res && res.options.length === 0 && (
        <p className={css.quiet} data-testid="curfew-none">
          {res.at === null ? words.none : res.over_ms > 0 ? words.cannot(lasts(res.most_ms)) : words.met}
        </p>
      )}
      {res && res.options.length > 0 && !live.call.own && <p className={css.quiet}>{words.caller}</p>}
      {res && res.options.length > 0 && live.call.own && (
        <TextInput
          label={words.agreed}
          description={words.agreedNote}
          maxLength={120}
          value={agreed}
          onChange={(event) => setAgreed(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
          data-testid="curfew-agreed"
        />
      )}
      <ol className={css.options}>
        {res?.options.slice(0, SHOWN).map((option, at) => (
          <Option
            // The program orders them; there is nothing else that names one.
            key={`${at} ${option.end}`}
            option={option}
            number={at + 1}
            ready={agreed.trim() !== ""}
            onAdopt={
              live.call.own
                ? () => void press({ press: "adopt_cuts", cuts: option.cuts, agreed: agreed.trim() })
                : null
            }
          />
        ))}
      </ol>
    </div>
  );
}

function useOptions({ show, curfew }: ShowLive) {
  const [res, setRes] = useState<CurfewRes | null>(null);
  const { failure, run } = useAction();
  // An adopted way, another plan: whenever the end moved against the curfew by a minute, the ways are others.
  const minutes = curfew && Math.round(curfew.over_ms / 60_000);
  useEffect(() => {
    const ask = () => void run(async () => setRes(await call("curfew_options", { show })));
    ask();
    const timer = setInterval(ask, REFRESH_MS);
    return () => clearInterval(timer);
  }, [show, minutes, run]);
  return { res, failure };
}

interface OptionProps {
  readonly option: CurfewOption;
  readonly number: number;
  readonly ready: boolean;
  readonly onAdopt: (() => void) | null;
}

function Option({ option, number, ready, onAdopt }: OptionProps) {
  const words = useWords(SIDE_WORDS).curfew;
  const { holdIt } = useWords(WORDS).bar;
  const times = useTimes();
  return (
    <li className={css.option} data-testid="curfew-option">
      <p className={css.wins}>{words.wins(lasts(option.won_ms), times.time(option.end))}</p>
      <ul>
        {option.cuts.map((cut) => (
          <li key={cut.entry}>
            {cut.to_ms === null
              ? words.drop(fullName(cut), lasts(cut.won_ms))
              : words.trim(fullName(cut), lasts(cut.to_ms), lasts(cut.won_ms))}
          </li>
        ))}
      </ul>
      {onAdopt && (
        <HoldButton
          hint={holdIt}
          hotKey={`Digit${number}`}
          disabled={!ready}
          onHeld={onAdopt}
          testId="curfew-adopt"
          rightSection={<kbd className={css.key}>{number}</kbd>}
        >
          {words.adopt}
        </HoldButton>
      )}
    </li>
  );
}
