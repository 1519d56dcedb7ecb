// The pictures of the control room's crowd, staff, handover, setup and METHANE report.

const room = (name, scene, room, then = async () => {}) => [
  `rooms-${name}`,
  `${scene}&room=${room}`,
  async (page) => {
    await page.locator("main > div, [role=dialog], [data-testid=failure]").first().waitFor();
    await then(page);
  },
];
const press =
  (...testIds) =>
  async (page) => {
    for (const testId of testIds) await page.getByTestId(testId).first().click();
  };
const hold = async (page, testId) => {
  await page.getByTestId(testId).dispatchEvent("pointerdown");
  await page.waitForTimeout(1_000);
};

const SETUP = ["types", "timers", "chain", "playbooks", "doors", "bands", "capacity", "density"];

/** Name, scene, and what to do before the picture. */
export const ROOMS_SHOTS = [
  ...["room", "room-long", "room-empty", "room-lost"].flatMap((scene) =>
    ["crowd", "staff", "handover", "setup"].map((name) => room(`${name}-${scene}`, scene, name)),
  ),
  room("crowd-clicker", "room", "crowd", async (page) => {
    await page.getByTestId("clicker-door").selectOption({ label: "Puerta A" });
    await page.waitForTimeout(100);
    await page.keyboard.press("+");
    await page.getByTestId("click-in").click();
    await page.getByTestId("click-in").click();
    await page.getByTestId("click-out").click();
    await page.waitForTimeout(200);
    const shown = await page.getByTestId("click-in").getAttribute("data-count");
    if (shown !== "415") throw new Error(`three came in, the key says ${shown}`);
  }),
  room("crowd-clicker-fails", "room-fails", "crowd", async (page) => {
    await page.getByTestId("clicker-door").selectOption({ label: "Puerta A" });
    await page.waitForTimeout(100);
    await page.getByTestId("click-in").click();
    await page.getByTestId("clicker-waits").waitFor();
  }),
  room("crowd-recount", "room", "crowd", async (page) => {
    await press("recount")(page);
    await page.getByTestId("recount-counted").fill("1750");
    await page.getByTestId("recount-reason").fill("Conteo desde la torre 2");
  }),
  room("crowd-look", "room", "crowd", async (page) => {
    await press("density-look")(page);
    await page.keyboard.press("4");
  }),
  room("crowd-stale", "room-stale", "crowd", (page) => page.getByTestId("old").waitFor()),
  room("staff-take", "room", "staff", press("post-take")),
  room("staff-search", "room", "staff", (page) => page.getByTestId("staff-search").fill("oscar torre")),
  room("handover-outgoing", "room-outgoing", "handover"),
  room("handover-incoming", "room-incoming", "handover"),
  room("handover-incoming-long", "room-incoming-long", "handover"),
  room("handover-taken", "room-incoming", "handover", async (page) => {
    await page.getByTestId("handover-next").waitFor();
    for (let left = 4; left > 0; left -= 1) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(200);
    }
    await page.getByTestId("handover-ended").waitFor();
  }),
  room("handover-fails", "room-fails", "handover", async (page) => {
    await page.getByTestId("handover-to").fill("Jorge");
    await hold(page, "handover-offer");
    await page.getByTestId("failure").waitFor();
  }),
  room("visit-begin", "room", "handover", press("visit-open")),
  room("visit-going", "room-visit", "handover"),
  room("visit", "room", "handover", async (page) => {
    await press("visit-open", "visit-quick")(page);
    await page.getByTestId("visit-entry").first().waitFor();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(100);
    if (!(await page.getByTestId("visit-sign").isVisible()))
      throw new Error("Escape leads out of the sealed view");
  }),
  room("visit-left", "room", "handover", async (page) => {
    await press("visit-open", "visit-quick")(page);
    await page.getByTestId("visit-entry").first().waitFor();
    await hold(page, "visit-leave");
    await page.getByTestId("visit-sign").waitFor({ state: "detached" });
  }),
  ...SETUP.map((name) => room(`setup-${name}`, "room", "setup", press(`control-setup-${name}`))),
  ...SETUP.map((name) => room(`setup-empty-${name}`, "room-empty", "setup", press(`control-setup-${name}`))),
  room("setup-playbook", "room", "setup", press("control-setup-playbooks", "playbook-edit")),
  room("setup-capacity-result", "room", "setup", async (page) => {
    await press("control-setup-capacity")(page);
    await page.getByTestId("capacity-area").fill("620");
    await page.getByTestId("capacity-exits").fill("2,4 2,4 x");
    await page.getByTestId("capacity-exits").fill("2,4 2,4");
    await page.getByTestId("capacity-persons").waitFor();
  }),
  room("setup-fails", "room-fails", "setup", async (page) => {
    await press("control-setup-chain")(page);
    await page.getByTestId("chain-who").fill("Alcaldía");
    await press("chain-add")(page);
    await page.getByTestId("failure").waitFor();
  }),
  room("methane", "room", "methane"),
  room("methane-read", "room", "methane-read"),
  room("methane-one", "room", "methane-read", async (page) => {
    await press("methane-one")(page);
    await page.getByTestId("methane-letter").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
  }),
  room("methane-again", "room", "methane-read", press("methane-again")),
  room("methane-fails", "room-fails", "methane", async (page) => {
    await page.getByTestId("methane-kind").fill("Incendio en cocina");
    await press("methane-write")(page);
    await page.getByTestId("failure").waitFor();
  }),
];
