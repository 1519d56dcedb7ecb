// The caller's screen for whoever only looks: nothing in it can be pressed but its list.
import type { ShowLive } from "../../contract/ShowLive";
import { CallBanners } from "./CallBanners";
import css from "./caller.module.css";
import { Ends } from "./Ends";
import { FullList } from "./FullList";
import { Holder } from "./Holder";
import { HoldPanel } from "./HoldPanel";
import { LivePanel } from "./LivePanel";
import { NextCues } from "./NextCues";
import { NoticeStrip } from "./NoticeStrip";
import side from "./side.module.css";
import { Stale } from "./Stale";
import type { ShowLine } from "./useShow";

interface FollowWindowProps {
  readonly line: ShowLine;
  readonly live: ShowLive;
}

/** The whole window. */
export function FollowWindow({ line, live }: FollowWindowProps) {
  const { at, notice } = line.picture;
  return (
    <div className={css.caller} data-testid="follower">
      <div className={css.top}>
        <Holder live={live} />
        <Stale picture={line.picture} />
        <CallBanners live={live} at={at} />
      </div>
      <div className={css.main}>
        {live.hold ? (
          <HoldPanel live={live} hold={live.hold} at={at} />
        ) : (
          <>
            <LivePanel live={live} at={at} />
            <Ends live={live} />
            <NextCues live={live} chosen={null} />
          </>
        )}
      </div>
      <div className={side.side}>
        <FullList lines={live.lines} follow={live.live?.entry ?? live.next} chosen={null} />
      </div>
      <div className={css.foot}>
        <div className={css.notice}>
          <NoticeStrip notice={notice} onSeen={line.forget} />
        </div>
      </div>
    </div>
  );
}
