// The pictures of the exchange with the central store: its chip and notices over the gate, its room, joining, enrolling.

const CODE = "GHE1:eyJ1IjoiaHR0cHM6Ly9mZXN0aXZhbC5leGFtcGxlLm9yZyIsImMiOiI3WFFLLTRGMk0tOVBUVyJ9";

const room = async (page) => {
  await page.getByTestId("nav-sync").click();
  await page.getByTestId("device").first().waitFor();
};
const chip = async (page) => {
  await page.getByTestId("sync-chip").click();
  await page.getByTestId("sync-open").waitFor();
};
const carry = (button, then) => async (page) => {
  await room(page);
  await page.getByTestId("carry-path").fill("/media/usb/festival-puerta-norte-2.ghb");
  await page.getByTestId(button).click();
  await page.getByTestId(then).waitFor();
};
const look = (then) => async (page) => {
  await page.getByTestId("join-look").click();
  await page.getByTestId(then).waitFor();
};
const join = (then) => async (page) => {
  await page.getByTestId("join-code").fill(CODE);
  await page.getByTestId("join-now").click();
  await page.getByTestId(then).waitFor();
};
const enrol =
  (then = async () => {}) =>
  async (page) => {
    await page.getByTestId("nav-setup").click();
    await page.getByTestId("setup-enrolment").click();
    await then(page);
  };
const signIn = async (page) => {
  await page.getByTestId("store-url").fill("https://festival.example.org");
  await page.getByTestId("store-key").fill("sb_publishable_abc123");
  await page.getByTestId("organizer-email").fill("operaciones@festival.example.org");
  await page.getByTestId("organizer-password").fill("secreto");
  await page.getByTestId("sign-in").click();
};

const STATES = ["alone", "connected", "sending", "connecting", "offline", "downloading"]
  .concat(["sign_in", "revoked", "refused", "storage"])
  .concat(["stuck", "distrust", "clock", "forked"])
  .map((state) => `sync-${state}`);

/** Name, scene, and what to do before the picture. */
export const SYNC_SHOTS = [
  ...STATES.flatMap((scene) => [
    [`${scene}-gate`, scene, async () => {}],
    [`${scene}-room`, scene, room],
  ]),
  ...["sync-connected", "sync-offline", "sync-sign_in", "sync-alone"].map((scene) => [
    `${scene}-chip`,
    scene,
    chip,
  ]),
  [
    "sync-try-fails",
    "sync-try-fails",
    async (page) => {
      await page.getByTestId("sync-alarm-try").click();
      await page.waitForTimeout(200);
    },
  ],
  ["sync-devices", "sync-devices", room],
  ["sync-doubles-one-gate", "sync-doubles-one", (page) => page.getByTestId("doubles-alarm").waitFor()],
  ["sync-doubles-heard-gate", "sync-doubles-heard", (page) => page.getByTestId("doubles-alarm").waitFor()],
  ["sync-doubles-verdict-gate", "sync-doubles-verdict", (page) => page.getByTestId("verdict").waitFor()],
  [
    "sync-doubles-one-room",
    "sync-doubles-one",
    async (page) => {
      await page.getByTestId("doubles-show").click();
      await page.keyboard.press("Alt+v");
    },
  ],
  ["sync-doubles-seven-room", "sync-doubles-seven", (page) => page.getByTestId("doubles-show").click()],
  ["sync-carry-written", "sync-offline", carry("carry-write", "carry-done")],
  ["sync-carry-read", "sync-offline", carry("carry-read", "carry-done")],
  ["sync-carry-event-written", "sync-offline", carry("carry-write-event", "carry-done")],
  ["sync-carry-event-read", "sync-offline", carry("carry-read-event", "carry-done")],
  ["sync-carry-fails", "sync-carry-fails", carry("carry-read", "failure")],
  ["sync-join", "join", async () => {}],
  ["sync-join-looking", "join-looking", look("join-picture")],
  ["sync-join-read", "join-seen", look("join-read")],
  ["sync-join-no-camera", "join-no-camera", (page) => page.getByTestId("join-look").click()],
  ["sync-join-camera-lost", "join-camera-lost", look("join-camera-trouble")],
  ["sync-join-bad-code", "join-bad-code", join("failure")],
  ["sync-join-no-network", "join-no-network", join("failure")],
  ["sync-join-busy", "join-busy", join("join-progress")],
  ["sync-enrol-out", "quiet", enrol()],
  ["sync-enrol-wrong", "enrol-wrong", enrol(signIn)],
  ["sync-enrol-in", "enrol-in", enrol()],
  ["sync-enrol-publishing", "enrol-publishing", enrol((page) => page.getByTestId("publish").click())],
  ["sync-enrol-published", "enrol-published", enrol()],
  ["sync-enrol-code", "enrol-code", enrol((page) => page.getByTestId("enrol-qr").waitFor())],
  ["sync-enrol-over", "enrol-over", enrol()],
];
