// The pictures of a running show: called, followed, by department, and the windows for others.

const SHOW = "5a0e0000-0000-4000-8000-000000000001";

const room =
  (then = async () => {}) =>
  async (page) => {
    await page.getByTestId("nav-show").click();
    await page
      .locator('[data-testid="caller"], [data-testid="show-form"], [data-testid="failure"]')
      .first()
      .waitFor();
    await then(page);
  };
const key = (name) => room((page) => page.keyboard.press(name));
const tab = (name) => room((page) => page.getByTestId(`tab-${name}`).click());
const department = room(async (page) => {
  await page.getByTestId("show-department").click();
  await page.getByTestId("department-choice").selectOption("SND");
});

const CALLED = [
  "",
  "none",
  "several",
  "empty",
  "before",
  "no-caller",
  "waiting",
  "standby",
  "ready",
  "warning",
]
  .concat(["over", "hour", "paused", "ungo", "late", "follow", "silent", "offered", "offer", "lanes", "held"])
  .concat(["held-follow", "finished", "long", "500", "lost"])
  .map((name) => (name === "" ? "show" : `show-${name}`));

const TIMED = [
  "show",
  "show-warning",
  "show-over",
  "show-hour",
  "show-over-hour",
  "show-message",
  "show-paused",
];
const AROUND = ["show-held", "show-finished", "show-before", "show-long", "show-lost"];
const window = (view, scene, more = "") => [
  `live-window-${view}-${scene}`,
  `${scene}&window=${view}&show=${SHOW}${more}`,
  async (page) => page.waitForTimeout(200),
];

/** Name, scene, and what to do before the picture. */
export const SHOW_SHOTS = [
  ...CALLED.map((scene) => [`live-room-${scene}`, scene, room()]),
  ["live-room-show-refused", "show-refused", key("Space")],
  ["live-room-show-not-now", "show-not-now", key("p")],
  ["live-room-show-press-fails", "show-press-fails", key("Space")],
  [
    "live-room-show-chosen",
    "show",
    room(async (page) => {
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
    }),
  ],
  [
    "live-room-show-away",
    "show-500",
    room(async (page) => {
      await page.getByTestId("show-list").evaluate((list) => list.scrollTo({ top: 0 }));
      await page.getByTestId("snap-back").waitFor();
    }),
  ],
  ["live-room-show-stale", "show-stale", room((page) => page.getByTestId("stale").waitFor())],
  ["live-room-show-tools", "show-message", tab("tools")],
  ["live-room-show-tools-follow", "show-follow", tab("tools")],
  ["live-room-show-curfew", "show-late", tab("curfew")],
  ["live-room-show-keys", "show", key("?")],
  [
    "live-room-show-new",
    "show",
    room(async (page) => {
      await page.getByTestId("show-new").click();
    }),
  ],
  ...["show", "show-standby", "show-ready", "show-held", "show-finished", "show-long", "show-empty"].map(
    (scene) => [
      `live-department-${scene}`,
      scene,
      scene === "show-empty" ? room((page) => page.getByTestId("show-department").click()) : department,
    ],
  ),
  ...[...TIMED, ...AROUND, "show-dark"].map((scene) => window("timer", scene)),
  ...["show", "show-over", "show-over-hour", ...AROUND].map((scene) => window("wall", scene)),
  ...["show", "show-silent", "show-held"].map((scene) => window("follower", scene)),
  ...["show-standby", "show"].map((scene) => window("department", scene, "&department=SND")),
];
