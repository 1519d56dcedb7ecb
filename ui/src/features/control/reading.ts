// Asks what a line would become, while it is typed: not at every stroke, and the last question wins. Pure but for its timer.

/** Between a stroke and the question about it. */
export const REST_MS = 60;

/** Questions about a line. */
export interface Reading<Q> {
  /** Asks soon; a question that has not been asked yet is dropped for it. */
  readonly ask: (question: Q) => void;
  /** Drops what is under way: its answer is of no use any more. */
  readonly forget: () => void;
}

/** `told` gets the answer to the newest question only, however late the older ones come; failures are silent. */
export function startReading<Q, A>(
  read: (question: Q) => Promise<A>,
  told: (question: Q, answer: A) => void,
): Reading<Q> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;
  const drop = () => {
    clearTimeout(timer);
    newest += 1;
    return newest;
  };
  return {
    ask: (question) => {
      const order = drop();
      timer = setTimeout(() => {
        read(question).then(
          (answer) => {
            if (order === newest) told(question, answer);
          },
          () => undefined, // The line can be written all the same.
        );
      }, REST_MS);
    },
    forget: () => void drop(),
  };
}
