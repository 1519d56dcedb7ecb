// One line that is always true: which event, where, which way, what time, and how far the rest of the world is.
import type { ReactNode } from "react";
import type { OpenEvent } from "../../contract/OpenEvent";
import type { Post } from "../../contract/Post";
import { WayIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import css from "./shell.module.css";
import { WORDS } from "./words";

interface StatusLineProps {
  readonly event: OpenEvent;
  readonly post: Post | null;
  readonly onPost: () => void;
  readonly onWay: () => void;
  /** How far the rest of the world is. */
  readonly children: ReactNode;
}

/** The line. */
export function StatusLine({ event, post, onPost, onWay, children }: StatusLineProps) {
  const words = useWords(WORDS);
  return (
    <section className={css.status} aria-label={words.status}>
      <div className={css.event} data-testid="event-title">
        <span className={css.eventName}>{event.details.name}</span>
        <Today />
      </div>
      <div className={css.post}>
        <button
          type="button"
          className={css.postButton}
          onClick={onPost}
          data-testid="post"
          data-checkpoint={post?.name}
        >
          <span className={css.hidden}>{words.checkpoint}: </span>
          <span className={css.postName}>{post?.name ?? words.noPost}</span>
        </button>
        {post && (
          <button
            type="button"
            className={css.postButton}
            onClick={onWay}
            data-testid="direction-toggle"
            data-direction={post.direction}
          >
            <span className={css.hidden}>{words.direction}: </span>
            <WayIcon way={post.direction} size={20} />
            {words.way[post.direction]}
          </button>
        )}
      </div>
      {children}
      <Clock />
    </section>
  );
}

function Today() {
  const times = useTimes();
  const now = useNow(60_000);
  return <span className={css.day}>{times.day(now)}</span>;
}

function Clock() {
  const times = useTimes();
  const now = useNow(1_000);
  return (
    <time className={css.clock} data-testid="clock" title={times.zone}>
      {times.clock(now)}
    </time>
  );
}
