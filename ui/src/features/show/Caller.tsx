// The screen that a show is called from. Whoever does not call sees the same without the bar, and follows.
import { useCallback, useState } from "react";
import type { EntryId } from "../../contract/EntryId";
import type { ShowLive } from "../../contract/ShowLive";
import { Bar } from "./Bar";
import { CallBanners } from "./CallBanners";
import css from "./caller.module.css";
import { Ends } from "./Ends";
import { FollowFoot } from "./FollowFoot";
import { Holder } from "./Holder";
import { HoldPanel } from "./HoldPanel";
import type { Intent } from "./keys";
import { LivePanel } from "./LivePanel";
import { choose } from "./lines";
import { NextCues } from "./NextCues";
import { NoticeStrip } from "./NoticeStrip";
import { type CallerPresses, usePresses } from "./presses";
import { Side, type Tab } from "./Side";
import { Stale } from "./Stale";
import { useCallerKeys } from "./useCallerKeys";
import type { ShowLine } from "./useShow";

interface CallerProps {
  readonly line: ShowLine;
  readonly live: ShowLive;
  readonly department: string | null;
}

/** The whole screen. */
export function Caller({ line, live, department }: CallerProps) {
  const [picked, setPicked] = useState<EntryId | null>(null);
  const [tab, setTab] = useState<Tab>("list");
  const { at, notice } = line.picture;
  const { own } = live.call;
  // Who loses the call loses what was chosen for it; what is live was reached.
  const chosen = own && picked !== live.live?.entry ? picked : null;
  const presses = usePresses(line, chosen, setPicked);
  const toggle = useCallback((entry: EntryId) => setPicked((was) => (was === entry ? null : entry)), []);
  useCallerKeys((intent) => {
    if (own) act(intent, presses, (step) => setPicked(choose(live, chosen, step)));
    else if (intent === "go" || intent === "standby") line.say("not_the_caller");
  });
  return (
    <div className={css.caller} data-own={own} data-testid="caller">
      <div className={css.top}>
        <Holder live={live} />
        <Stale picture={line.picture} />
        <CallBanners live={live} at={at} press={line.press} />
      </div>
      <div className={css.main}>
        {live.hold ? (
          <Stopped line={line} live={live} at={at} />
        ) : (
          <>
            <LivePanel live={live} at={at} />
            <Ends live={live} onCurfew={() => setTab("curfew")} />
            <NextCues
              live={live}
              chosen={chosen}
              {...(own ? { onChoose: toggle, onTick: presses.tick } : {})}
            />
          </>
        )}
      </div>
      <Side
        live={live}
        press={line.press}
        tab={tab}
        onTab={setTab}
        chosen={chosen}
        {...(own ? { onChoose: toggle } : {})}
        department={department}
      />
      <div className={css.foot}>
        <div className={css.notice}>
          <NoticeStrip notice={notice} onSeen={line.forget} />
        </div>
        {own ? (
          <Bar live={live} at={at} chosen={chosen} presses={presses} />
        ) : (
          <FollowFoot live={live} press={line.press} />
        )}
      </div>
    </div>
  );
}

interface StoppedProps {
  readonly line: ShowLine;
  readonly live: ShowLive;
  readonly at: number;
}

function Stopped({ line, live, at }: StoppedProps) {
  const { hold } = live;
  if (hold === null) return null;
  return (
    <HoldPanel
      live={live}
      hold={hold}
      at={at}
      onStep={(department, done) => void line.press({ press: "hold_step", hold: hold.id, department, done })}
      onRelease={() => void line.press({ press: "release", hold: hold.id })}
    />
  );
}

function act(intent: Intent, presses: CallerPresses, move: (step: 1 | -1) => void): void {
  const acts: Readonly<Record<Intent, () => void>> = {
    go: () => presses.go("key"),
    standby: presses.standby,
    ungo: presses.ungo,
    pause: presses.pause,
    more: () => presses.addTime(1),
    less: () => presses.addTime(-1),
    blackout: presses.blackout,
    up: () => move(-1),
    down: () => move(1),
    leave: presses.leave,
  };
  acts[intent]();
}
