// A button that must be held: for what cannot be taken back.
import { Button, type ButtonProps } from "@mantine/core";
import { type CSSProperties, useCallback, useEffect, useRef, useState } from "react";
import css from "./shared.module.css";
import { isDialogOpen, placeOf } from "./typing";

const HOLD_MS = 900;

interface HoldButtonProps extends ButtonProps {
  readonly onHeld: () => void;
  /** Says that it must be held. */
  readonly hint: string;
  /** How long. */
  readonly holdMs?: number;
  /** A key, by its code, that holds it from anywhere on the page. */
  readonly hotKey?: string;
  /** Filled with its colour: for what must be found at once. */
  readonly loud?: boolean;
  readonly testId?: string;
}

/** Acts after it was held for a while, with a pointer or with a key; once for each time that it is held. */
export function HoldButton({
  onHeld,
  hint,
  holdMs = HOLD_MS,
  hotKey,
  loud = false,
  testId,
  children,
  ...props
}: HoldButtonProps) {
  const [holding, setHolding] = useState(false);
  const held = useRef(onHeld);
  held.current = onHeld;
  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      setHolding(false);
      held.current();
    }, holdMs);
    return () => clearTimeout(timer);
  }, [holding, holdMs]);
  const hold = useCallback(() => setHolding(true), []);
  const release = useCallback(() => setHolding(false), []);
  useHotKey(props.disabled ? undefined : hotKey, hold, release);
  return (
    <Button
      {...props}
      variant="default"
      className={css.hold ?? ""}
      style={{ "--hold-ms": `${holdMs}ms` } as CSSProperties}
      data-holding={holding || undefined}
      data-loud={loud || undefined}
      data-testid={testId}
      aria-description={hint}
      title={hint}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          if (!event.repeat) hold();
        }
      }}
      onKeyUp={release}
    >
      {children}
    </Button>
  );
}

/** A key that is still down after it has acted must come up before it acts again. */
function useHotKey(hotKey: string | undefined, hold: () => void, release: () => void): void {
  useEffect(() => {
    if (hotKey === undefined) return;
    let isDown = false;
    const up = () => {
      if (isDown) release();
      isDown = false;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      if (event.code !== hotKey || event.repeat || isDown || chord) return;
      if (placeOf(event.target) === "text" || isDialogOpen()) return;
      isDown = true;
      hold();
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.code === hotKey) up();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("keyup", onKeyUp);
    window.addEventListener("blur", up);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
      window.removeEventListener("blur", up);
      up();
    };
  }, [hotKey, hold, release]);
}
