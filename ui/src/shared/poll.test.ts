import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PACE_MS, SOON_MS, startPolling } from "./poll";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts the questions and answers them by hand. */
function asked() {
  let count = 0;
  const waiting: (() => void)[] = [];
  const ask = () => {
    count += 1;
    return new Promise<void>((answer) => waiting.push(answer));
  };
  const answer = async () => {
    waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, answer, count: () => count, underWay: () => waiting.length };
}

test("the next question waits for the answer to the last, however long that takes", async () => {
  const line = asked();
  startPolling(line.ask);
  await vi.advanceTimersByTimeAsync(10 * PACE_MS);
  expect(line.count()).toBe(1);
  await line.answer();
  await vi.advanceTimersByTimeAsync(PACE_MS - 1);
  expect(line.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(line.count()).toBe(2);
});

test("a push is answered at once", async () => {
  const line = asked();
  const polling = startPolling(line.ask);
  await line.answer();
  polling.now();
  expect(line.count()).toBe(2);
});

test("pushes while a question is under way come to one more question, soon after it", async () => {
  const line = asked();
  const polling = startPolling(line.ask);
  for (let push = 0; push < 12; push++) polling.now();
  expect(line.underWay()).toBe(1);
  await line.answer();
  for (let push = 0; push < 12; push++) polling.now();
  expect(line.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(line.count()).toBe(2);
});

test("after it was stopped nothing is asked, also not by an answer or a push that comes late", async () => {
  const line = asked();
  const polling = startPolling(line.ask);
  polling.stop();
  await line.answer();
  polling.now();
  await vi.advanceTimersByTimeAsync(10 * PACE_MS);
  expect(line.count()).toBe(1);
});
