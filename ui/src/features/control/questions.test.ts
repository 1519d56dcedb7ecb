import { expect, test, vi } from "vitest";
import type { ControlRes } from "../../contract/ControlRes";
import type { IncidentRes } from "../../contract/IncidentRes";
import { CONTROL_WORDS } from "../../shared/control-words";
import { type Asking, decide, inMinutes, lower, outcome, types } from "./questions";
import { WORDS } from "./words";

function asking() {
  const act = vi.fn<Asking["act"]>(() => Promise.resolve());
  const room = {
    call_signs: ["medic1"],
    types: [{ code: "MED", label: "" }],
    zones: [],
  } as unknown as ControlRes;
  return { act, asking: { words: WORDS.en, codes: CONTROL_WORDS.en, room, act, now: () => 1_000 } };
}
const res = (missing: IncidentRes["missing"]) =>
  ({ outcome: "", missing, line: { types: ["MED"] } }) as unknown as IncidentRes;

test("lowering asks why and offers only what is lower, the nearest first", async () => {
  const { act, asking: how } = asking();
  const question = lower(how, "serious");
  expect(question.fields[0]?.options?.map(({ value }) => value)).toEqual(["minor", "info"]);
  expect(question.fields.find(({ name }) => name === "why")?.needed).toBe(true);
  await question.write({ severity: "info", why: " drill " });
  expect(act).toHaveBeenCalledWith({ type: "severity", severity: "info", why: "drill" });
});

test("closing with an outcome closes only what has a type", async () => {
  const { act, asking: how } = asking();
  await outcome(how, res(["type", "outcome"]), true).write({ outcome: "Taken to hospital" });
  expect(act).toHaveBeenCalledTimes(1);
  await outcome(how, res(["outcome"]), true).write({ outcome: "Taken to hospital" });
  expect(act).toHaveBeenLastCalledWith({ type: "move", status: "closed" });
});

test("a decision needs its rationale, and its review counts from the program's clock", async () => {
  const { act, asking: how } = asking();
  const question = decide(how);
  expect(question.fields.filter(({ needed }) => needed).map(({ name }) => name)).toEqual([
    "chosen",
    "rationale",
  ]);
  await question.write({
    chosen: "Close",
    rationale: "Full",
    options: "Close\n\n Slow ",
    owner: "",
    review: "5",
  });
  expect(act).toHaveBeenCalledWith(expect.objectContaining({ options: ["Close", "Slow"], review: 301_000 }));
});

test("choosing a type that it has takes it away", async () => {
  const { act, asking: how } = asking();
  await types(how, res([])).write({ code: "MED" });
  expect(act).toHaveBeenCalledWith({ type: "type", code: "MED", on: false });
});

test("no figure means no moment", () => {
  expect(inMinutes("", 0)).toBeNull();
  expect(inMinutes("x", 0)).toBeNull();
  expect(inMinutes("0", 7)).toBe(7);
});
