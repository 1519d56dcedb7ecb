// What was clicked at a door and how far it has got. Pure. A tap is counted at once; what came together while a count was
// under way is sent as one sum. When nobody knows whether a sum was written, the program's own count says so: what
// stands there is not sent again, what does not is.

/** How many came in and left. */
export interface Count {
  readonly entries: number;
  readonly exits: number;
}

/** A door of the clicker. */
export interface Clicks {
  /** What the program has counted here, as far as its answers say; `null` before the first. */
  readonly written: Count | null;
  /** A sum that is under way. */
  readonly sending: Count | null;
  /** Whether that sum was written is not known. */
  readonly doubtful: boolean;
  /** Taps that wait for their turn. */
  readonly waiting: Count;
}

/** What can happen. */
export type ClickAction =
  | { readonly type: "tapped"; readonly way: "in" | "out" }
  /** The program told its own count, asked for after the last answer or failure. */
  | { readonly type: "told"; readonly own: Count }
  | { readonly type: "sent" }
  | { readonly type: "written" }
  | { readonly type: "failed" };

const NOBODY: Count = { entries: 0, exits: 0 };

/** Before anything is known. */
export const UNTOUCHED: Clicks = { written: null, sending: null, doubtful: false, waiting: NOBODY };

/** The next state. */
export function reduce(clicks: Clicks, action: ClickAction): Clicks {
  switch (action.type) {
    case "tapped": {
      const tap = action.way === "in" ? { entries: 1, exits: 0 } : { entries: 0, exits: 1 };
      return { ...clicks, waiting: plus(clicks.waiting, tap) };
    }
    case "told":
      return told(clicks, action.own);
    case "sent":
      return isReady(clicks) ? { ...clicks, sending: clicks.waiting, waiting: NOBODY } : clicks;
    case "written": {
      const { written, sending } = clicks;
      if (sending === null) return clicks;
      return { ...clicks, written: plus(written ?? NOBODY, sending), sending: null, doubtful: false };
    }
    case "failed":
      return clicks.sending === null ? clicks : { ...clicks, doubtful: true };
  }
}

/** True when a sum can be sent: the program's count is known, nothing is under way, and something waits. */
export function isReady({ written, sending, waiting }: Clicks): boolean {
  return written !== null && sending === null && !isNobody(waiting);
}

/** What was tapped and is not known to be written. */
export function unwritten({ sending, waiting }: Clicks): Count {
  return plus(sending ?? NOBODY, waiting);
}

/** What this device has counted at the door, with every tap. */
export function shown(clicks: Clicks): Count {
  return plus(clicks.written ?? NOBODY, unwritten(clicks));
}

function told(clicks: Clicks, own: Count): Clicks {
  const { written, sending, doubtful, waiting } = clicks;
  if (written === null) return { ...clicks, written: own };
  // What was written since it was asked for is known better here.
  if (sending === null || !doubtful) return clicks;
  const after = plus(written, sending);
  const has = own.entries >= after.entries && own.exits >= after.exits;
  return { written: own, sending: null, doubtful: false, waiting: has ? waiting : plus(sending, waiting) };
}

function plus(a: Count, b: Count): Count {
  return { entries: a.entries + b.entries, exits: a.exits + b.exits };
}

function isNobody({ entries, exits }: Count): boolean {
  return entries === 0 && exits === 0;
}
