// The bar across the bottom: standby left, GO right, and between them what else is pressed while a cue runs.
import { Button } from "@mantine/core";
import type { PointerEvent } from "react";
import type { EntryId } from "../../contract/EntryId";
import type { LiveLine } from "../../contract/LiveLine";
import type { ShowLive } from "../../contract/ShowLive";
import { HoldButton } from "../../shared/HoldButton";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./bar.module.css";
import { useSince } from "./beat";
import { HoldCorner } from "./HoldCorner";
import { lastGo, lineOf, shortName, target } from "./lines";
import type { CallerPresses } from "./presses";
import { type ShowWords, WORDS } from "./words";

interface BarProps {
  readonly live: ShowLive;
  readonly at: number;
  readonly chosen: EntryId | null;
  readonly presses: CallerPresses;
}

/** The bar. */
export function Bar({ live, at, chosen, presses }: BarProps) {
  const words = useWords(WORDS).bar;
  const picked = lineOf(live.lines, chosen);
  return (
    <section className={css.bar} aria-label={words.title} data-testid="call-bar">
      <StandbyButton live={live} chosen={chosen} presses={presses} />
      <div className={css.middle}>
        {picked ? (
          <div className={css.chosen} data-testid="chosen">
            <HoldButton
              onHeld={presses.jump}
              hint={words.holdIt}
              hotKey="KeyJ"
              testId="jump"
              rightSection={<kbd className={css.key}>J</kbd>}
            >
              <span className={css.clip}>{words.jump(shortName(picked))}</span>
            </HoldButton>
            <Button variant="default" onClick={presses.leave} data-testid="leave">
              {words.leave}
            </Button>
          </div>
        ) : (
          <Time live={live} presses={presses} />
        )}
        <div className={css.second}>
          <Ungo live={live} at={at} onUngo={presses.ungo} />
          <HoldCorner live={live} onHold={presses.hold} />
        </div>
      </div>
      <GoButton live={live} onGo={() => presses.go("touch")} />
    </section>
  );
}

function StandbyButton({ live, chosen, presses }: Omit<BarProps, "at">) {
  const words = useWords(WORDS).bar;
  const inStandby = live.standby && lineOf(live.lines, live.standby.cue);
  const goal = lineOf(live.lines, chosen ?? live.next);
  return (
    <button
      type="button"
      className={css.standby}
      onClick={presses.standby}
      disabled={goal === null}
      data-testid="standby"
      data-on={inStandby !== null}
    >
      <span className={css.standbyWord}>{words.standby}</span>
      <span className={css.sub}>
        {inStandby && inStandby.entry === (goal?.entry ?? inStandby.entry)
          ? words.inStandby(shortName(inStandby))
          : goal && shortName(goal)}
      </span>
      <kbd className={css.key}>S</kbd>
    </button>
  );
}

function GoButton({ live, onGo }: { readonly live: ShowLive; readonly onGo: () => void }) {
  const words = useWords(WORDS);
  const goal = target(live);
  const missing = live.standby?.missing ?? [];
  const dull = live.hold !== null || (goal === null && !live.go_finishes);
  // A finger that goes down is the press; keys and screen readers click without one.
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0 && event.isPrimary) onGo();
  };
  return (
    <button
      type="button"
      className={css.go}
      onPointerDown={onPointerDown}
      onClick={(event) => event.detail === 0 && onGo()}
      data-testid="go"
      data-warns={missing.length > 0 || undefined}
      data-stopped={dull || undefined}
      aria-describedby={missing.length > 0 ? "go-missing" : undefined}
    >
      <span className={css.goWord}>{words.bar.go}</span>
      <span className={css.goGoal}>
        {goal && !dull && <strong>{goal.number}</strong>}
        <span className={css.sub}>{goalWords(live, goal, words)}</span>
      </span>
      {goal && missing.length > 0 && (
        <span className={css.missing} id="go-missing" data-testid="go-missing">
          <NoticeIcon size={16} />
          {words.bar.missing(shortName(goal), missing.join(", "))}
        </span>
      )}
      <kbd className={css.key}>{words.bar.space}</kbd>
    </button>
  );
}

function goalWords(live: ShowLive, goal: LiveLine | null, words: ShowWords): string {
  if (live.hold !== null) return words.bar.held;
  if (goal !== null) return goal.title;
  if (live.state === "finished") return words.live.over;
  return live.go_finishes ? words.bar.finishes : words.bar.nothing;
}

function Time({ live, presses }: Pick<BarProps, "live" | "presses">) {
  const words = useWords(WORDS).bar;
  const paused = live.state === "paused";
  const idle = live.live === null || live.hold !== null;
  const add = (minutes: number, name: string) => (
    <Button
      variant="default"
      className={css.add ?? ""}
      disabled={live.live === null}
      onClick={() => presses.addTime(minutes)}
      data-testid={`add-${minutes}`}
    >
      {words.time(name)}
    </Button>
  );
  return (
    <div className={css.time}>
      <Button
        variant="default"
        className={css.pause ?? ""}
        disabled={idle}
        onClick={presses.pause}
        data-testid="pause"
        rightSection={<kbd className={css.key}>P</kbd>}
      >
        {paused ? words.resume : words.pause}
      </Button>
      {add(-1, "−1")}
      {add(1, "+1")}
      {add(5, "+5")}
    </div>
  );
}

interface UngoProps {
  readonly live: ShowLive;
  readonly at: number;
  readonly onUngo: () => void;
}

/** As long as the last GO can be taken back, the seconds for it. */
function Ungo({ live, at, onUngo }: UngoProps) {
  const words = useWords(WORDS).bar;
  const since = useSince(at);
  const until = lastGo(live)?.ungo_until ?? null;
  const seconds = until === null ? 0 : Math.ceil((until - live.now - since) / 1_000);
  if (seconds <= 0) return <span />;
  return (
    <Button
      variant="default"
      onClick={onUngo}
      data-testid="ungo"
      rightSection={<kbd className={css.key}>U</kbd>}
    >
      {words.ungo(seconds)}
    </Button>
  );
}
