import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { REST_MS, startReading } from "./reading";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers by hand, in any order. */
function reader() {
  const asked: string[] = [];
  const answers = new Map<string, (answer: string) => void>();
  const told: string[] = [];
  const reading = startReading<string, string>(
    (text) => {
      asked.push(text);
      return new Promise((answer) => answers.set(text, answer));
    },
    (_, answer) => told.push(answer),
  );
  const answer = async (text: string) => {
    answers.get(text)?.(text.toUpperCase());
    await vi.advanceTimersByTimeAsync(0);
  };
  return { reading, asked, answer, told };
}

test("strokes in quick succession are one question", async () => {
  const { reading, asked } = reader();
  for (const text of ["m", "me", "med"]) reading.ask(text);
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect(asked).toEqual(["med"]);
});

test("an answer that comes after a newer question is dropped", async () => {
  const { reading, answer, told } = reader();
  reading.ask("med");
  await vi.advanceTimersByTimeAsync(REST_MS);
  reading.ask("med3");
  await answer("med");
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(REST_MS);
  await answer("med3");
  expect(told).toEqual(["MED3"]);
});

test("after the line was written nothing of it comes back", async () => {
  const { reading, answer, told, asked } = reader();
  reading.ask("med");
  await vi.advanceTimersByTimeAsync(REST_MS);
  reading.forget();
  await answer("med");
  reading.ask("x");
  reading.forget();
  await vi.advanceTimersByTimeAsync(REST_MS);
  expect(told).toEqual([]);
  expect(asked).toEqual(["med"]);
});
