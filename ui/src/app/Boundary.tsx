// The last net: a fault in a screen says so, and offers to draw it again. What was recorded is on disk and stays there.

import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Failure } from "../shared/Failure";
import { useWords } from "../shared/language";
import { inBoth } from "../shared/words";

const WORDS = inBoth({ again: "Try again" }, { again: "Intentar otra vez" });

interface BoundaryState {
  readonly failed: boolean;
}

/** Catches what a screen throws while it is drawn. */
export class Boundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override readonly state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Fault /> : this.props.children;
  }
}

function Fault() {
  const words = useWords(WORDS);
  return (
    <main>
      <Failure code="bug">
        <Button onClick={() => location.reload()}>{words.again}</Button>
      </Failure>
    </main>
  );
}
