// A strip between the status line and the room: somebody should look at something. Its colour stays at its head, so that
// it is never taken for a verdict.
import type { ReactNode } from "react";
import type { Tone } from "../../contract/Tone";
import { ToneIcon } from "../../shared/icons";
import css from "./notice.module.css";

interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly text: ReactNode;
  readonly testId: string;
  /** Tells one reason from another. */
  readonly kind?: string;
  /** What can be done about it. */
  readonly children: ReactNode;
}

/** The strip. */
export function Notice({ tone, title, text, testId, kind, children }: NoticeProps) {
  return (
    <div className={css.notice} role="alert" data-testid={testId} data-tone={tone} data-kind={kind}>
      <span className={css.mark}>
        <ToneIcon tone={tone} size={28} />
      </span>
      <div className={css.text}>
        <p className={css.title}>{title}</p>
        <p className={css.more}>{text}</p>
      </div>
      <div className={css.actions}>{children}</div>
    </div>
  );
}
