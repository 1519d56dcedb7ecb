// What lies between the status line and the room: a stop, and a file that nothing protects.
import { Button } from "@mantine/core";
import type { AppRes } from "../../contract/AppRes";
import type { OpenEvent } from "../../contract/OpenEvent";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { NoticeIcon, ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./shell.module.css";
import { WORDS } from "./words";

/** Nothing is recorded until the event was opened again. */
export function Halted({ onOpened }: { onOpened: (app: AppRes) => void }) {
  const words = useWords(WORDS).halted;
  const { busy, failure, run } = useAction();
  const reopen = () => run(async () => onOpened(await call("reopen_event", null)));
  return (
    <div className={css.halted} role="alert" data-testid="halted">
      <ToneIcon tone="refused" size={40} />
      <div className={css.haltedText}>
        <strong>{words.title}</strong>
        <span>{words.text}</span>
      </div>
      <Button size="lg" variant="default" loading={busy} onClick={() => void reopen()} data-testid="reopen">
        {words.open}
      </Button>
      {failure && <Failure code={failure} />}
    </div>
  );
}

/** Says when nothing protects the event's file. */
export function Unprotected({ event }: { event: OpenEvent }) {
  const words = useWords(WORDS);
  if (!event.demo && event.protection !== "unprotected") return null;
  return (
    <aside className={css.unprotected} aria-label={words.protection} data-testid="unprotected">
      <NoticeIcon size={16} />
      <p>{event.demo ? words.demo : words.unprotected}</p>
    </aside>
  );
}
