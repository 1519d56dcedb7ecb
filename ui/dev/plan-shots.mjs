// The pictures of a show's plan: its table, the panel beside it, and the pages that take the room.

const table = (page) => page.getByTestId("plan-table").waitFor();
const cell = (page, line, column) => page.getByTestId("plan-line").nth(line).getByTestId(`cell-${column}`);
const at =
  (line, column = "title", then = async () => {}) =>
  async (page) => {
    await table(page);
    await cell(page, line, column).click();
    await then(page);
  };
const press = (testId, then) => async (page) => {
  await page.getByTestId(testId).click();
  await page.getByTestId(then).first().waitFor();
};
const type = (text) => async (page) => {
  await page.keyboard.press("Enter");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
const file = (then) => async (page) => {
  await page.getByTestId("plan-import").click();
  await page
    .getByTestId("rundown-file")
    .setInputFiles({ name: "escaleta-gala-de-clausura-v7.xlsx", mimeType: "", buffer: Buffer.from("x") });
  await page.getByTestId(then).first().waitFor();
};
const adopt = async (page) => {
  await file("rundown-line")(page);
  await page.getByTestId("rundown-missing").check();
  await page.getByTestId("rundown-line").nth(5).waitFor();
  await page.getByTestId("rundown-adopt").click();
  await page.getByTestId("rundown-done").waitFor();
};
const drag = async (page) => {
  await table(page);
  const handle = page.getByTestId("line-handle").nth(7);
  const target = await cell(page, 3, "number").boundingBox();
  const from = await handle.boundingBox();
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, target.y + target.height - 4, { steps: 6 });
};

/** Name, scene, and what to do before the picture. */
export const PLAN_SHOTS = [
  ["plan-sixty", "plan-sixty", table],
  ["plan-cue", "plan-sixty", at(3)],
  ["plan-group", "plan-sixty", at(0)],
  ["plan-delay", "plan-sixty", at(4)],
  ["plan-milestone", "plan-sixty", at(15)],
  ["plan-window", "plan-sixty", at(11)],
  ["plan-typing", "plan-sixty", at(2, "duration", (page) => page.keyboard.press("Enter"))],
  ["plan-unreadable", "plan-sixty", at(6, "start", type("las nueve"))],
  ["plan-drag", "plan-sixty", drag],
  ["plan-conflicts", "plan-conflicts", press("side-conflicts", "conflict")],
  ["plan-twice", "plan-conflicts", at(8, "title", (page) => page.getByTestId("which-of-two").waitFor())],
  ["plan-500", "plan-500", table],
  ["plan-empty", "plan-empty", (page) => page.getByTestId("plan-empty").waitFor()],
  ["plan-live", "plan-live", table],
  ["plan-locked", "plan-live", at(1, "duration", (page) => page.keyboard.press("Enter"))],
  ["plan-overruled", "plan-live", press("side-overruled", "overruled-again")],
  ["plan-proposals", "plan-live", press("side-proposals", "proposal-adopt")],
  ["plan-follows", "plan-follows", press("side-proposals", "proposal")],
  ["plan-details", "plan-sixty", press("plan-details", "details-page")],
  ["plan-import", "plan-sixty", press("plan-import", "rundown-import")],
  ["plan-import-preview", "plan-sixty", file("rundown-line")],
  ["plan-import-bad", "plan-import-bad", file("bad-cell")],
  ["plan-import-done", "plan-sixty", adopt],
  ["plan-written", "plan-sixty", press("plan-csv", "plan-said")],
  ["plan-fails", "plan-fails", at(2, "duration", type("5m"))],
  ["plan-nothing", "plan-nothing", (page) => page.getByTestId("failure").waitFor()],
  ["plan-keys", "plan-sixty", press("plan-keys", "plan-keys-list")],
];
