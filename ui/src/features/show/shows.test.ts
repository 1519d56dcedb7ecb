import { expect, test } from "vitest";
import type { ShowState } from "../../contract/ShowState";
import type { ShowSummary } from "../../contract/ShowSummary";
import { firstShow } from "./shows";

const show = (id: string, state: ShowState) => ({ show: id, state }) as ShowSummary;
const LIST = [show("a", "not_started"), show("b", "held"), show("c", "finished")];

test.each([
  ["the one that was chosen", LIST, "c", "c"],
  ["one that is going on, when none was chosen", LIST, null, "b"],
  ["one that is going on, when the chosen one is not of this event", LIST, "x", "b"],
  ["the first, when none is going on", [show("a", "finished"), show("b", "not_started")], null, "a"],
])("a device looks at %s", (_, list, chosen, expected) => {
  expect(firstShow(list, chosen)?.show).toBe(expected);
});

test("without shows there is none", () => {
  expect(firstShow([], "a")).toBeNull();
});
