// One beat for everything on a screen that counts, so that all figures change together.
import { useSyncExternalStore } from "react";

const BEAT_MS = 100;
const listeners = new Set<() => void>();
let timer = 0;
let now = performance.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = window.setInterval(() => {
      now = performance.now();
      for (const each of listeners) each();
    }, BEAT_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

/** Milliseconds since `at`, a moment of `performance.now()`; renewed on the beat. */
export function useSince(at: number): number {
  const beat = useSyncExternalStore(subscribe, () => now);
  return Math.max(0, beat - at);
}
