// @vitest-environment happy-dom
import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EditPlanReq } from "../../contract/EditPlanReq";
import type { PlanEdit } from "../../contract/PlanEdit";
import { Rundown } from "./Rundown";
import { cueLine, otherLine, planOf, SHOW } from "./samples";

// The keys as a person presses them, down to what is asked of the program.
const asked: [string, unknown][] = [];
const plan = planOf([
  cueLine("a", { title: "Opening", duration_ms: 240_000 }),
  { ...cueLine("b", { title: "Speech" }), locked: true },
  otherLine("g", { kind: "group", title: "Block", colour: null, target_ms: null, duration_ms: 0 }),
  cueLine("c", { title: "Song" }),
]);
vi.mock("../../host", () => ({
  call: async (name: string, req: unknown) => {
    if (name !== "show_plan") asked.push([name, req]);
    return structuredClone(plan);
  },
  codeOf: () => "bug",
  onPush: () => () => undefined,
}));

let root: Root;
const settle = () => act(async () => void (await new Promise((done) => setTimeout(done, 0))));
beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  asked.length = 0;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  act(() =>
    root.render(
      <MantineProvider>
        <Rundown show={SHOW} />
      </MantineProvider>,
    ),
  );
  await settle();
});
afterEach(() => act(() => root.unmount()));

async function press(...keys: string[]): Promise<void> {
  for (const chord of keys) {
    const parts = chord.split("+");
    const key = parts.at(-1) ?? "";
    const [altKey, ctrlKey, shiftKey] = ["Alt", "Ctrl", "Shift"].map((name) => parts.includes(name));
    const code = /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key;
    const init = {
      key,
      code,
      altKey,
      ctrlKey,
      shiftKey,
      bubbles: true,
      cancelable: true,
    } as KeyboardEventInit;
    act(() => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init)));
    await settle();
  }
}

async function type(text: string): Promise<void> {
  const field = document.activeElement as HTMLInputElement;
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  act(() => {
    write?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await settle();
}

const place = () => {
  const at = document.activeElement as HTMLElement;
  const column = at.closest<HTMLElement>("[data-column]")?.dataset.column;
  return `${at.closest<HTMLElement>("[data-entry]")?.dataset.entry} ${column} ${at.tagName === "INPUT"}`;
};
const edits = (): PlanEdit[] =>
  asked.flatMap(([name, req]) => (name === "edit_plan" ? (req as EditPlanReq).edits : []));
const set = (entry: string, field: string, value: unknown) => ({
  edit: "set",
  entry,
  field: { field, value },
});

test("the arrows move, Enter types, Tab goes on, Escape takes back", async () => {
  expect(place()).toBe("a title false");
  await press("ArrowRight", "ArrowRight");
  expect(place()).toBe("a duration false");
  await press("Enter");
  expect(place()).toBe("a duration true");
  await type("90s");
  await press("Tab");
  expect(place()).toBe("b number true");
  await type("never");
  await press("Escape");
  expect(place()).toBe("b number false");
  expect(edits()).toEqual([set("a", "duration", 90_000)]);
});

test("what cannot be read stays, says what to type, and asks for nothing", async () => {
  await press("ArrowRight", "ArrowRight", "Enter");
  await type("soon");
  await press("Enter");
  expect(place()).toBe("a duration true");
  expect(document.querySelector('[role="alert"]')?.textContent).toContain("4:00");
  await type("5m");
  await press("Enter");
  expect(place()).toBe("a duration false");
  expect(edits()).toEqual([set("a", "duration", 300_000)]);
});

test("a locked field does not open and says why", async () => {
  await press("ArrowDown", "ArrowRight", "Enter");
  expect(place()).toBe("b start false");
  expect(document.querySelector('[data-testid="plan-said"]')?.getAttribute("data-what")).toBe("locked");
});

test("a line that is live or over is neither moved nor removed", async () => {
  await press("ArrowDown", "Alt+ArrowUp", "Delete");
  expect(asked).toEqual([]);
});

test("a click turns what is on or off", async () => {
  const flag = document.querySelector('[data-entry="c"] [data-column="flag"]');
  act(() => void flag?.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  await settle();
  expect(edits()).toEqual([set("c", "flag", true)]);
});

test("a line that is added takes what was being typed elsewhere", async () => {
  await press("Enter");
  await type("Overture");
  await press("Alt+n");
  expect(edits()).toEqual([
    set("a", "title", "Overture"),
    { edit: "add", kind: "cue", group: null, after: "a" },
  ]);
});

test("typing that is left by a click elsewhere is taken", async () => {
  await press("Enter");
  await type("Overture");
  const other = document.querySelector('[data-entry="c"] [data-column="title"]');
  act(() => void other?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0 })));
  await settle();
  expect(edits()).toEqual([set("a", "title", "Overture")]);
});

test.each([
  [["Ctrl+z"], "undo_edit", { show: SHOW, redo: false }],
  [["Ctrl+Shift+z"], "undo_edit", { show: SHOW, redo: true }],
  [["Alt+n"], "edit_plan", { show: SHOW, edits: [{ edit: "add", kind: "cue", group: null, after: "a" }] }],
  [
    ["Alt+ArrowDown"],
    "edit_plan",
    { show: SHOW, edits: [{ edit: "move", entry: "a", group: null, after: "b" }] },
  ],
  [["Ctrl+d"], "edit_plan", { show: SHOW, edits: [{ edit: "duplicate", entry: "a" }] }],
  [["Delete"], "edit_plan", { show: SHOW, edits: [{ edit: "remove", entry: "a" }] }],
  [["End", " "], "edit_plan", { show: SHOW, edits: [set("a", "skip", true)] }],
])("%s asks for %s", async (keys, name, req) => {
  await press(...keys);
  expect(asked).toEqual([[name, req]]);
});

test("while somebody types, Control Z and letters belong to the field", async () => {
  await press("Enter", "Ctrl+z", "Delete", "?");
  expect(asked).toEqual([]);
  expect(document.querySelector('[role="dialog"]')).toBeNull();
});
