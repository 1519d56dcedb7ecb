// Asks again and again, one question at a time. It knows neither what is asked nor what comes of it.

/** How long after an answer the next question is asked. */
export const PACE_MS = 500;
/** A question that was wanted while another was under way follows it after this: pushes come by the dozen. */
export const SOON_MS = 60;

/** Questions that go on until they are stopped. */
export interface Polling {
  /** Asks now; while a question is under way, soon after its answer. */
  readonly now: () => void;
  readonly stop: () => void;
}

/** Begins with a question, and asks again `paceMs` after each answer; `ask` never rejects. */
export function startPolling(ask: () => Promise<void>, paceMs = PACE_MS): Polling {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: "waiting" | "soon" | "asking" = "waiting";
  let again = false;
  let stopped = false;
  const turn = async () => {
    clearTimeout(timer);
    state = "asking";
    again = false;
    await ask();
    if (stopped) return;
    state = again ? "soon" : "waiting";
    timer = setTimeout(() => void turn(), again ? SOON_MS : paceMs);
  };
  void turn();
  return {
    now: () => {
      if (state === "asking") again = true;
      else if (state === "waiting" && !stopped) void turn();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
