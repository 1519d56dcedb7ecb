import { expect, test } from "vitest";
import { nextActions, statusOf } from "./actions";

test("the likeliest step comes first", () => {
  expect(nextActions("logged", false)[0]).toBe("acknowledge");
  expect(nextActions("acknowledged", false)[0]).toBe("dispatch");
  expect(nextActions("dispatched", false)[0]).toBe("on_scene");
  expect(nextActions("on_scene", false)[0]).toBe("resolve");
  expect(nextActions("resolved", false)[0]).toBe("close");
});

test("what sounds is acknowledged first, whatever its status", () => {
  expect(nextActions("on_scene", true)).toEqual(["acknowledge", "resolve", "dispatch", "on_hold"]);
  expect(nextActions("logged", true).filter((one) => one === "acknowledge")).toHaveLength(1);
});

test("an incident that ended can always be opened again", () => {
  expect(nextActions("closed", false)).toEqual(["reopen"]);
  expect(statusOf("reopen")).toBe("acknowledged");
});

test("a unit that is sent moves the incident by itself", () => {
  expect(statusOf("dispatch")).toBeNull();
  expect(statusOf("acknowledge")).toBeNull();
});
