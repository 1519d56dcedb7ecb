// Takes a picture of every scene in a browser and lets axe look for barriers: `npm run shots -- FOLDER [FILTER] [SHAPE]`,
// where SHAPE is a part of, say, `tall-dark-es`.
// Builds with the stand-in for the program and serves under the shell's content security policy.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { CONTROL_SHOTS } from "./control-shots.mjs";
import { PLAN_SHOTS } from "./plan-shots.mjs";
import { ROOMS_SHOTS } from "./rooms-shots.mjs";
import { SHOW_SHOTS } from "./show-shots.mjs";
import { SYNC_SHOTS } from "./sync-shots.mjs";

const [folder = "node_modules/.shots", filter = "", shape = ""] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = { wide: { width: 1280, height: 800 }, tall: { width: 800, height: 1280 } };

const open = (testId) => (page) => page.getByTestId(testId).click();
const setup =
  (tab, then = async () => {}) =>
  async (page) => {
    await page.getByTestId("nav-setup").click();
    await page.getByTestId(`setup-${tab}`).click();
    await then(page);
  };
const csv = async (page) => {
  await page
    .getByTestId("import-file")
    .setInputFiles({ name: "asistentes.csv", mimeType: "text/csv", buffer: Buffer.from("ref\n1\n") });
  await page.getByTestId("import-rows").waitFor();
};

const verdicts = [
  "admit",
  "admit-attention",
  "admit-signature",
  "exit",
  "used",
  "invalid",
  "wrong_event",
  "error",
]
  .concat(["cancelled", "revoked", "blocked", "unapproved", "unpaid", "too_early", "too_late", "closed"])
  .concat(["wrong_product", "wrong_session", "rules", "questions", "ambiguous", "full"])
  .map((scene) => [`verdict-${scene}`, scene, (page) => page.getByTestId("verdict").waitFor()]);
const search = async (page) => {
  await page.keyboard.type("garc", { delay: 60 });
  await page.waitForTimeout(400);
};

/** Name, scene, and what to do before the picture. */
const SHOTS = [
  ...verdicts,
  ...[
    "quiet",
    "code",
    "empty",
    "hint-dark",
    "camera-off",
    "camera-denied",
    "no-post",
    "no-checkpoint",
    "halted",
    "demo",
    "long",
  ].map((scene) => [`gate-${scene}`, scene, async () => {}]),
  ["gate-search", "quiet", search],
  ["gate-search-none", "nobody", search],
  [
    "gate-look",
    "quiet",
    async (page) => {
      await search(page);
      await page.keyboard.press("Enter");
      await page.getByTestId("look").waitFor();
    },
  ],
  [
    "gate-undo",
    "quiet",
    async (page) => {
      await page.getByTestId("undo").click();
      await page.getByTestId("undo-result").waitFor();
    },
  ],
  [
    "gate-undo-late",
    "undo-late",
    async (page) => {
      await page.keyboard.press("Control+z");
      await page.getByTestId("undo-result").waitFor();
    },
  ],
  ["gate-keys", "quiet", (page) => page.keyboard.press("?")],
  ["gate-sync", "quiet", open("sync-chip")],
  ["gate-cameras", "quiet", open("camera-choose")],
  ["events", "events", async () => {}],
  ["events-empty", "events-empty", async () => {}],
  ["setup-event", "quiet", setup("event")],
  ["setup-products", "quiet", setup("products")],
  [
    "setup-checkpoints",
    "quiet",
    setup("checkpoints", async (page) => {
      await page.getByTestId("checkpoint").nth(1).getByRole("button").click();
    }),
  ],
  ["setup-keys", "quiet", setup("keys")],
  ["setup-import", "quiet", setup("import")],
  ["setup-import-preview", "quiet", setup("import", csv)],
  ["setup-import-bad", "import-bad", setup("import", csv)],
  [
    "setup-import-done",
    "quiet",
    setup("import", async (page) => {
      await csv(page);
      await page.getByTestId("import-run").click();
      await page.getByTestId("import-done").waitFor();
    }),
  ],
  [
    "setup-print",
    "quiet",
    setup("print", async (page) => {
      await page.getByTestId("print-run").click();
      await page.getByTestId("print-done").waitFor();
    }),
  ],
  ["setup-device", "quiet", setup("device")],
  ["setup-empty-checkpoints", "setup-empty", setup("checkpoints")],
  ["setup-empty-products", "setup-empty", setup("products")],
  ...SYNC_SHOTS,
  ...PLAN_SHOTS,
  ...SHOW_SHOTS,
  ...ROOMS_SHOTS,
  ...CONTROL_SHOTS,
].filter(([name]) => name.includes(filter));

mkdirSync(folder, { recursive: true });
await build({ mode: "fake", logLevel: "warn" });
const server = await preview({ mode: "fake", build: { outDir: "node_modules/.fake" }, logLevel: "warn" });
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

let findings = 0;
const say = (text) => {
  findings += 1;
  console.log(text);
};
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const scheme of ["dark", "light"]) {
    for (const language of scheme === "dark" ? ["en", "es"] : ["es"]) {
      if (!`${size}-${scheme}-${language}`.includes(shape)) continue;
      const context = await browser.newContext({
        viewport,
        reducedMotion: "reduce",
        timezoneId: "America/Bogota",
      });
      await context.addInitScript(
        ([scheme, language]) => {
          localStorage.setItem("gatehouse.scheme", scheme);
          localStorage.setItem("gatehouse.language", language);
        },
        [scheme, language],
      );
      for (const [name, scene, act] of SHOTS) {
        const page = await context.newPage();
        const label = `${name}-${size}-${scheme}-${language}`;
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") say(`${label}: ${message.text()}`);
        });
        page.on("pageerror", (error) => say(`${label}: ${error}`));
        // The plan and the rooms beside the incidents are looked at by themselves.
        const file = scene.startsWith("plan-")
          ? "dev/plan.html"
          : scene.includes("&room=")
            ? "dev/rooms.html"
            : "";
        await page.goto(`${address}${file}?scene=${scene}`);
        await page.waitForTimeout(250);
        try {
          await act(page);
        } catch (error) {
          say(`${label}: ${String(error).split("\n")[0]}`);
        }
        await page.waitForTimeout(60);
        await page.screenshot({ path: `${folder}/${label}.png` });
        for (const text of await page.evaluate(cutOff)) say(`${label}: cut off: ${text}`);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        for (const { id, nodes } of violations) {
          for (const node of nodes)
            say(`${label}: ${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`);
        }
        await page.close();
      }
      await context.close();
    }
  }
}
await browser.close();
await new Promise((done) => server.httpServer.close(done));
console.log(findings === 0 ? "No findings." : `${findings} findings.`);
process.exitCode = findings === 0 ? 0 : 1;

/** What a person could not read or reach: text outside the window, targets smaller than 44 px. */
function cutOff() {
  const found = [];
  const room = document.querySelector("main > div");
  if (
    document.querySelector('[data-testid="search-input"]') &&
    room &&
    room.scrollHeight > room.clientHeight + 1
  )
    found.push("gate scrolls");
  for (const box of document.querySelectorAll('[data-testid="verdict"], [data-testid="look"]')) {
    if (box.scrollHeight > box.clientHeight + 1)
      found.push(`verdict ${box.scrollHeight} > ${box.clientHeight}`);
    if (box.scrollWidth > box.clientWidth + 1)
      found.push(`verdict wide ${box.scrollWidth} > ${box.clientWidth}`);
  }
  const rows = [...document.querySelectorAll('[data-testid="recent-scan"]')].at(-1)?.getBoundingClientRect();
  const field = document
    .querySelector('[data-testid="search-input"]')
    ?.parentElement?.getBoundingClientRect();
  if (rows && field && rows.bottom > field.top + 1)
    found.push(`last scan under the search by ${Math.round(rows.bottom - field.top)}`);
  for (const button of document.querySelectorAll(
    "button, select, input:not([type=file], [type=checkbox], [type=radio])",
  )) {
    const { width, height } = button.getBoundingClientRect();
    if (width > 0 && (height < 43.5 || width < 43.5) && !button.closest("[class*=PasswordInput]")) {
      found.push(
        `small target ${Math.round(width)}×${Math.round(height)}: ${button.textContent || button.ariaLabel}`,
      );
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("page scrolls sideways");
  return found;
}
