// What must be known about the call itself: a caller who is silent, an offer, a second lane.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { SecondLane } from "../../contract/SecondLane";
import type { ShowLive } from "../../contract/ShowLive";
import { HoldButton } from "../../shared/HoldButton";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { useSince } from "./beat";
import { silence } from "./durations";
import { callerName } from "./lines";
import css from "./notice.module.css";
import { recordKey } from "./state";
import type { ShowLine } from "./useShow";
import { WORDS } from "./words";

interface BannersProps {
  readonly live: ShowLive;
  readonly at: number;
  /** Presses; absent where nothing is pressed. */
  readonly press?: ShowLine["press"];
}

/** All that apply, one strip each. */
export function CallBanners({ live, at, press }: BannersProps) {
  const words = useWords(WORDS).call;
  const { call } = live;
  return (
    <>
      <CallerSilent live={live} at={at} />
      {press && call.offered_to_us && call.holder && (
        <Strip tone="ask" testId="call-offered" text={words.offeredToUs(callerName(call.holder))}>
          <Button onClick={() => void press({ press: "accept_call" })} data-testid="accept-call">
            {words.accept}
          </Button>
        </Strip>
      )}
      {call.offered_to && !call.offered_to_us && (
        <Strip tone="ask" testId="call-offer" text={words.offered(callerName(call.offered_to))} />
      )}
      {live.lanes.map((lane) => (
        <Lane key={recordKey(lane.tip)} lane={lane} press={call.own ? press : undefined} />
      ))}
    </>
  );
}

/** Says that the caller's device is not heard, and what everybody runs on meanwhile. */
export function CallerSilent({ live, at }: Pick<BannersProps, "live" | "at">) {
  const words = useWords(WORDS).call;
  const times = useTimes();
  const since = useSince(at);
  const { own, silent_ms } = live.call;
  if (own || silent_ms === null) return null;
  const last = live.live && words.lastGo(times.clock(live.live.started));
  const text = [words.silent(silence(silent_ms + since)), last].filter(Boolean).join(", ");
  return <Strip tone="used" testId="caller-silent" text={text} quiet />;
}

interface LaneProps {
  readonly lane: SecondLane;
  readonly press: ShowLine["press"] | undefined;
}

function Lane({ lane, press }: LaneProps) {
  const { lanes, bar } = useWords(WORDS);
  const times = useTimes();
  const said = (lane.taken_back ? lanes.back : lanes.title)(lane.who, times.clock(lane.since));
  return (
    <Strip tone="ask" testId="lane" text={`${said} ${lane.cues.join(", ")}`}>
      {press && (
        <HoldButton
          hint={bar.holdIt}
          onHeld={() => void press({ press: "adopt_lane", tip: lane.tip })}
          testId="lane-adopt"
        >
          {lanes.adopt}
        </HoldButton>
      )}
    </Strip>
  );
}

interface StripProps {
  readonly tone: "ask" | "used";
  readonly text: string;
  readonly testId: string;
  /** It counts: it is not read aloud each time. */
  readonly quiet?: boolean;
  readonly children?: ReactNode;
}

function Strip({ tone, text, testId, quiet = false, children }: StripProps) {
  return (
    <div className={css.banner} data-tone={tone} role={quiet ? undefined : "status"} data-testid={testId}>
      <span className={css.mark}>
        <ToneIcon tone={tone} size={20} />
      </span>
      <p>{text}</p>
      {children}
    </div>
  );
}
