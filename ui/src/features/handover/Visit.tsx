// The sealed view of the log for an authority: over the whole screen, with nothing that changes anything, left by a hold.
import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { VisitState } from "../../contract/VisitState";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { HoldButton } from "../../shared/HoldButton";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { LockIcon } from "./LockIcon";
import { SealedLog } from "./SealedLog";
import css from "./visit.module.css";
import { VISIT_WORDS } from "./visit-words";

const DAYS = [1, 3, 7, 14, 30];

interface VisitProps {
  /** The visit that is going on; the view goes on with it. */
  readonly visit: VisitState | null;
  readonly onLeave: () => void;
}

/** Asks who visits, logs it, and shows the log. */
export function Visit({ visit, onLeave }: VisitProps) {
  const words = useWords(VISIT_WORDS);
  const [days, setDays] = useState(7);
  const [authority, setAuthority] = useState(visit?.authority ?? null);
  const { busy, failure, run } = useAction();
  const begin = (who: string) =>
    void run(async () => {
      await act({ type: "visit", authority: who, begins: true });
      setAuthority(who);
    });
  if (authority === null) {
    return (
      <Modal
        opened
        size={640}
        onClose={onLeave}
        title={words.begin.title}
        closeButtonProps={{ "aria-label": words.begin.cancel, size: 44 }}
      >
        <Failure code={failure} />
        <Begin days={days} busy={busy} onDays={setDays} onBegin={begin} onCancel={onLeave} />
      </Modal>
    );
  }
  const leave = () =>
    void run(async () => {
      await act({ type: "visit", authority, begins: false });
      onLeave();
    });
  return (
    // Only the hold leads out of it.
    <Modal.Root
      opened
      fullScreen
      closeOnEscape={false}
      closeOnClickOutside={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      onClose={() => undefined}
      padding={0}
    >
      <Modal.Content data-testid="visit">
        <div className={css.view}>
          <header className={css.sign} data-testid="visit-sign">
            <LockIcon />
            <div className={css.signText}>
              <Modal.Title className={css.signTitle ?? ""}>{words.sign}</Modal.Title>
              <p>{words.signNote}</p>
            </div>
            <p className={css.visitor}>
              {words.log.visitor(authority)} · {words.begin.day(days)}
            </p>
            <HoldButton hint={words.holdIt} onHeld={leave} loading={busy} testId="visit-leave">
              {words.leave}
            </HoldButton>
          </header>
          <Failure code={failure} />
          <SealedLog days={days} />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

interface BeginProps {
  readonly days: number;
  readonly busy: boolean;
  readonly onDays: (days: number) => void;
  readonly onBegin: (who: string) => void;
  readonly onCancel: () => void;
}

/** Who visits; the usual ones are one press. */
function Begin({ days, busy, onDays, onBegin, onCancel }: BeginProps) {
  const words = useWords(VISIT_WORDS).begin;
  const [who, setWho] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onBegin(who.trim());
  };
  return (
    <form className={css.form} onSubmit={submit} data-testid="visit-begin">
      <p>{words.intro}</p>
      <div className={css.quick}>
        {words.quick.map((name) => (
          <Button
            key={name}
            variant="default"
            disabled={busy}
            onClick={() => onBegin(name)}
            data-testid="visit-quick"
          >
            {name}
          </Button>
        ))}
      </div>
      <TextInput
        label={words.who}
        maxLength={80}
        value={who}
        data-autofocus
        onChange={(event) => setWho(event.currentTarget.value)}
        data-testid="visit-authority"
      />
      <NativeSelect
        label={words.days}
        value={days}
        data={DAYS.map((value) => ({ value: String(value), label: words.day(value) }))}
        onChange={(event) => onDays(Number(event.currentTarget.value))}
        data-testid="visit-days"
      />
      <div className={css.actions}>
        <Button type="submit" loading={busy} disabled={who.trim() === ""} data-testid="visit-show">
          {words.show}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
