import { expect, test } from "vitest";
import { fit } from "./fit";

const WIDE = { width: 1200, height: 600, screen: 800 };
const TALL = { width: 740, height: 1000, screen: 1280 };
const FULL_HD = { width: 1820, height: 860, screen: 1080 };
const FIGURE_HEIGHT = 0.73;

test.each(["0:05", "4:00", "59:59", "1:02:03", "+0:05", "+12:34", "+1:02:03"])(
  "%s is a fifth of the height on every screen",
  (text) => {
    for (const room of [WIDE, TALL, FULL_HD]) {
      expect(fit(text, room).size * FIGURE_HEIGHT).toBeGreaterThanOrEqual(room.screen * 0.2);
    }
  },
);

test("a time stays on one line where that is large enough", () => {
  expect(fit("12:34", WIDE).lines).toEqual(["12:34"]);
  expect(fit("12:34", TALL).lines).toEqual(["12", ":34"]);
  expect(fit("+1:02:03", TALL).lines).toEqual(["+1", ":02", ":03"]);
});

test("nothing grows when a figure goes away", () => {
  expect(fit("9:59", WIDE).size).toBe(fit("10:00", WIDE).size);
  expect(fit("9:59", TALL).size).toBe(fit("10:00", TALL).size);
});

test("a window without room asks for no size below nothing", () => {
  expect(fit("4:00", { width: 0, height: -10, screen: 0 }).size).toBe(0);
});
