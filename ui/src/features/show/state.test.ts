import { expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { PressOutcome } from "../../contract/PressOutcome";
import type { RefusedReason } from "../../contract/RefusedReason";
import type { ShowLive } from "../../contract/ShowLive";
import type { WallMs } from "../../contract/WallMs";
import { type Picture, reduce, UNKNOWN } from "./state";

const refusal = (seq: number, reason: RefusedReason = "already_left") => ({
  id: { author: "south" as AuthorId, seq },
  at: seq as WallMs,
  who: "South 1",
  reason,
});
const show = (message: string, refusals: ReturnType<typeof refusal>[] = []) =>
  ({ message, refusals }) as unknown as ShowLive;
const answer = (picture: Picture, live: ShowLive, order = picture.order + 1) =>
  reduce(picture, { type: "answer", live, at: order * 100, order });

const FIRST = answer(UNKNOWN, show("one"));

test("an answer to an older question does not turn the picture back", () => {
  const second = answer(FIRST, show("two"), 3);
  const late = answer(second, show("old"), 2);
  expect(late.live?.message).toBe("two");
  expect(late.at).toBe(300);
});

test("a failed question keeps the last picture, and the next answer ends it", () => {
  const lost = reduce(FIRST, { type: "lost", code: "io" });
  expect(lost).toMatchObject({ lost: "io", at: 100, live: { message: "one" } });
  expect(answer(lost, show("two")).lost).toBeNull();
});

test("a press that did nothing is said with who pressed, on whatever screen", () => {
  expect(answer(FIRST, show("two", [refusal(7)])).notice).toMatchObject({
    kind: "refused",
    reason: "already_left",
    who: "South 1",
  });
});

test("refusals from before the first picture are history", () => {
  expect(answer(UNKNOWN, show("one", [refusal(7)])).notice).toBeNull();
});

test("a refusal is said once, and again when there is another", () => {
  const said = answer(FIRST, show("two", [refusal(7)]));
  const seen = reduce(said, { type: "forget", number: 1 });
  expect(answer(seen, show("two", [refusal(7)])).notice).toBeNull();
  expect(answer(seen, show("two", [refusal(8), refusal(7)])).notice?.number).toBe(2);
});

test("what was said later is not forgotten with what was said before", () => {
  const said = answer(FIRST, show("two", [refusal(7)]));
  expect(reduce(said, { type: "forget", number: 0 }).notice).not.toBeNull();
});

const press = (picture: Picture, outcome: PressOutcome, live = show("after", [])) =>
  reduce(picture, { type: "pressed", outcome, live, at: 900, order: picture.order + 1 });

test("a press brings its picture; one that is done ends what was said before", () => {
  const late = press(FIRST, { outcome: "not_now", reason: "too_late" });
  expect(late.notice).toMatchObject({ kind: "not_now", reason: "too_late" });
  expect(press(late, { outcome: "done" })).toMatchObject({
    notice: null,
    at: 900,
    live: { message: "after" },
  });
});

test("a press that was refused is said once, by whoever its picture says", () => {
  const outcome: PressOutcome = { outcome: "refused", reason: "too_soon" };
  const refused = press(FIRST, outcome, show("after", [refusal(9, "too_soon")]));
  expect(refused.notice).toMatchObject({ number: 1, reason: "too_soon", who: "South 1" });
  expect(press(refused, outcome, show("after", [refusal(9)])).notice).toMatchObject({ number: 2, who: "" });
});

test("a press that failed is said apart from a picture that is lost", () => {
  expect(reduce(FIRST, { type: "press_failed", code: "disk_full" })).toMatchObject({
    lost: null,
    notice: { kind: "failed", code: "disk_full" },
  });
});
