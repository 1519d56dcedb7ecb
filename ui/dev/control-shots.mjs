// The pictures of the control room's incidents, its log, its line and the alarm that follows to every screen.

const room =
  (then = async () => {}) =>
  async (page) => {
    await page.getByTestId("nav-control").click();
    await page.locator('[data-testid="control-room"], [data-testid="failure"]').first().waitFor();
    await then(page);
    await page.waitForTimeout(150);
  };
const select = (number, then = async () => {}) =>
  room(async (page) => {
    await page.locator(`[data-testid=incident][data-number=${number}]`).click();
    await page.getByTestId("incident-pane").waitFor();
    await then(page);
  });
const press =
  (...testIds) =>
  async (page) => {
    for (const testId of testIds) await page.getByTestId(testId).first().click();
  };
const type = (text) => async (page) => {
  await page.keyboard.type(text, { delay: 40 });
  await page.waitForTimeout(300);
};
const log = (then = async () => {}) =>
  room(async (page) => {
    await press("control-tab-log")(page);
    await page.waitForTimeout(400);
    await then(page);
  });
const DIALOGS = [
  "lower",
  "more-decide",
  "more-subject",
  "more-link",
  "fact-types",
  "fact-place",
  "fact-alert",
];

/** Name, scene, and what to do before the picture. */
export const CONTROL_SHOTS = [
  ...["", "-empty", "-many", "-quiet", "-lost"].map((name) => [
    `control-list${name}`,
    `control${name}`,
    room(),
  ]),
  ["control-warnings", "control-crowd", room()],
  ["control-ended", "control", room(press("incidents-ended"))],
  ["control-incident", "control", select("A-0143")],
  ["control-incident-quiet", "control-quiet", select("A-0144")],
  ["control-incident-long", "control-many", select("A-0143")],
  ["control-incident-sealed", "control", select("A-0148")],
  [
    "control-incident-ended",
    "control",
    room(async (page) => {
      await press("incidents-ended")(page);
      await page.locator("[data-testid=incident][data-number=A-0151]").click();
      await page.getByTestId("missing").waitFor();
    }),
  ],
  ["control-entry-acts", "control", select("A-0143", press("entry-more"))],
  ["control-strike", "control", select("A-0143", press("entry-more", "entry-strike"))],
  ...DIALOGS.map((name) => [`control-${name}`, "control", select("A-0143", press(name))]),
  ["control-fact", "control", select("A-0143", press("fact-title"))],
  ["control-report", "control", select("A-0143", press("more-report"))],
  [
    "control-names",
    "control",
    select("A-0143", async (page) => {
      await page.getByTestId("open-names").dispatchEvent("pointerdown");
      await page.waitForTimeout(1_100);
      const said = await page.getByTestId("subject").textContent();
      if (!said?.includes("Paula")) throw new Error(`the name stays sealed: ${said}`);
    }),
  ],
  ["control-act-fails", "control-fails", select("A-0144", press("next-dispatch", "ask-unit"))],
  ["control-line", "control-quiet", room(type("med3 m30s desmayo barra-izquierda >medic1"))],
  ["control-line-offers", "control-quiet", room(type("med3 desmayo bar"))],
  [
    "control-line-takes",
    "control-quiet",
    room(async (page) => {
      await type("med3 bar")(page);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Tab");
      await page.waitForTimeout(300);
      const text = await page.getByTestId("line-input").inputValue();
      if (text !== "med3 barra-norte ") throw new Error(`the offer was taken as “${text}”`);
    }),
  ],
  ["control-line-problem", "control-quiet", room(type("med3 desmayo @luna"))],
  [
    "control-line-fails",
    "control-fails",
    room(async (page) => {
      await type("med3 desmayo barra >medic1")(page);
      await page.keyboard.press("Enter");
      await page.getByTestId("line-failed").waitFor();
      const text = await page.getByTestId("line-input").inputValue();
      if (text !== "med3 desmayo barra >medic1") throw new Error(`the line was lost: “${text}”`);
    }),
  ],
  [
    "control-line-written",
    "control-quiet",
    room(async (page) => {
      await type("med3 desmayo")(page);
      await page.keyboard.press("Enter");
      await page.getByTestId("line-written").waitFor();
      if ((await page.getByTestId("line-input").inputValue()) !== "")
        throw new Error("the line is not empty");
    }),
  ],
  [
    "control-line-undone",
    "control-quiet",
    room(async (page) => {
      await type("med3 desmayo")(page);
      await page.keyboard.press("Enter");
      await page.getByTestId("line-written").waitFor();
      await page.keyboard.press("Control+z");
      await page.waitForTimeout(300);
      const text = await page.getByTestId("line-input").inputValue();
      if (text !== "med3 desmayo") throw new Error(`what was taken back is gone: “${text}”`);
    }),
  ],
  [
    "control-line-file",
    "control-quiet",
    room(async (page) => {
      const file = { name: "torre-3.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") };
      await page.getByTestId("line-file").setInputFiles(file);
      await page.getByTestId("line-attachment").waitFor();
    }),
  ],
  [
    "control-line-kept",
    "control-quiet",
    room(async (page) => {
      await type("med3 desm")(page);
      await press("nav-gate", "nav-control")(page);
      await page.getByTestId("line-input").waitFor();
      const text = await page.getByTestId("line-input").inputValue();
      if (text !== "med3 desm") throw new Error(`another room lost the line: “${text}”`);
    }),
  ],
  [
    "control-walk",
    "control",
    room(async (page) => {
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.locator("[data-testid=incident-pane][data-number=A-0144]").waitFor();
    }),
  ],
  ["control-keys", "control-quiet", room((page) => page.keyboard.press("?"))],
  ["control-stale", "control-stale", room((page) => page.getByTestId("old").waitFor())],
  ["control-log", "control-quiet", log()],
  ["control-log-empty", "control-empty", log()],
  ["control-log-lost", "control-stale", log()],
  ["control-log-10000", "control-10000", log()],
  ["control-log-export", "control-quiet", log(press("export-licence_pdf"))],
  ["control-log-ics214", "control-quiet", log(press("export-ics214"))],
  ["control-log-fails", "control-fails", log(press("export-csv"))],
  ["alarm-gate", "control", (page) => page.getByTestId("alarm-banner").waitFor()],
  ["alarm-gate-crowd", "control-crowd", (page) => page.getByTestId("alarm-banner").waitFor()],
  ["alarm-gate-gates", "control-gates", (page) => page.getByTestId("alarm-banner").waitFor()],
  [
    "alarm-focus",
    "control",
    async (page) => {
      await page.getByTestId("alarm-banner").waitFor();
      await page.getByTestId("search-input").focus();
      await page.getByTestId("alarm-hear").click();
      const held = await page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
      if (held !== "search-input") throw new Error(`the banner took the focus: ${held}`);
    },
  ],
  [
    "alarm-open",
    "control",
    async (page) => {
      await page.getByTestId("alarm-banner").waitFor();
      await page.keyboard.press("Alt+j");
      await page.locator("[data-testid=incident-pane][data-number=A-0143]").waitFor();
    },
  ],
];
