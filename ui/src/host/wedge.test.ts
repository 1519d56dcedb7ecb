// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { onWedgeScan, type WedgeUse } from "./wedge";

const CODE = "GH1:6BF 70A";
let stop: () => void;
let scans: string[];
let use: WedgeUse;
let clock: number;

beforeEach(() => {
  scans = [];
  use = "taken";
  clock = 0;
  document.body.innerHTML = '<input id="field"><button id="button">Go</button>';
  stop = onWedgeScan((text) => {
    scans.push(text);
    return use;
  });
});
afterEach(() => stop());

const field = () => document.getElementById("field") as HTMLInputElement;
const button = () => document.getElementById("button") as HTMLButtonElement;

/** One key, as a browser would deal with it; answers whether the page got to see it. */
function press(key: string, gap: number): boolean {
  clock += gap;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: clock });
  Object.defineProperty(event, "getModifierState", { value: () => false });
  const target = document.activeElement ?? document.body;
  const reached = target.dispatchEvent(event);
  const now = document.activeElement;
  if (reached && key.length === 1 && now instanceof HTMLInputElement) {
    now.value += key;
    now.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return reached;
}

function type(text: string, end: string | null, gap = 5): boolean {
  clock += 1_000;
  for (const key of text) press(key, gap);
  return end === null ? true : press(end, gap);
}

describe("a scan", () => {
  test("into a field leaves the field as it was", () => {
    field().focus();
    field().value = "gar";
    expect(type(CODE, "Enter")).toBe(false);
    expect(scans).toEqual([CODE]);
    expect(field().value).toBe("gar");
  });

  test("that moves the focus into a field leaves that field as it was", () => {
    field().value = "x";
    const toField = () => field().focus();
    window.addEventListener("keydown", toField, { once: true });
    type(CODE, "Enter");
    expect(field().value).toBe("x");
  });

  test("tells the owner of the field that its value went back", () => {
    const heard: string[] = [];
    field().focus();
    field().addEventListener("input", () => heard.push(field().value));
    type(CODE, "Tab");
    expect(heard.at(-1)).toBe("");
  });

  test("never presses the button that has the focus", () => {
    let seen: string[] = [];
    button().addEventListener("keydown", (event) => seen.push(event.key));
    button().focus();
    type(CODE, "Enter");
    expect(seen).not.toContain("Enter");
    expect(seen).not.toContain(" ");
    seen = [];
    press("Enter", 500);
    expect(seen).toEqual(["Enter"]);
  });

  test("that nobody takes goes where it would have gone", () => {
    use = "left";
    field().focus();
    expect(type(CODE, "Enter")).toBe(true);
    expect(field().value).toBe(CODE);
  });

  test("after the listener stopped is only typing", () => {
    stop();
    type(CODE, "Enter");
    expect(scans).toEqual([]);
  });
});

test("typing passes unharmed", () => {
  field().focus();
  expect(type("garcia lopez", "Enter", 90)).toBe(true);
  expect(field().value).toBe("garcia lopez");
  expect(scans).toEqual([]);
});
