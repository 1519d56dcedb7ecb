// A button that must be held: for what cannot be taken back.
import { Button, type ButtonProps } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import css from "./shared.module.css";

const HOLD_MS = 900;

interface HoldButtonProps extends ButtonProps {
  readonly onHeld: () => void;
  /** Says that it must be held. */
  readonly hint: string;
  readonly testId?: string;
}

/** Acts after it was held for a while, with a pointer or with a key. */
export function HoldButton({ onHeld, hint, testId, children, ...props }: HoldButtonProps) {
  const [holding, setHolding] = useState(false);
  const held = useRef(onHeld);
  held.current = onHeld;
  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      setHolding(false);
      held.current();
    }, HOLD_MS);
    return () => clearTimeout(timer);
  }, [holding]);
  const release = () => setHolding(false);
  return (
    <Button
      {...props}
      variant="default"
      className={css.hold ?? ""}
      data-holding={holding || undefined}
      data-testid={testId}
      aria-description={hint}
      title={hint}
      onPointerDown={() => setHolding(true)}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          setHolding(true);
        }
      }}
      onKeyUp={release}
    >
      {children}
    </Button>
  );
}
