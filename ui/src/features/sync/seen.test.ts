// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { recall, remember } from "./seen";

beforeEach(() => localStorage.clear());

test("what was seen is remembered per event", () => {
  remember("a", { doubles: ["x 1 y 2"], alarm: "forked" });
  expect(recall("a")).toEqual({ doubles: ["x 1 y 2"], alarm: "forked" });
  expect(recall("b")).toEqual({ doubles: [], alarm: null });
});

test.each(["", "no json", "null", "7", '{"doubles":[1,"x"],"alarm":3}'])(
  "%o is no reason to fail",
  (text) => {
    localStorage.setItem("gatehouse.seen.a", text);
    const { doubles, alarm } = recall("a");
    expect(doubles.every((one) => one === "x")).toBe(true);
    expect(alarm).toBeNull();
  },
);
