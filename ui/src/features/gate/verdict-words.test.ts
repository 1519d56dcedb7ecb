import { describe, expect, test } from "vitest";
import type { AuthorId } from "../../contract/AuthorId";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { ShownScan } from "../../contract/ShownScan";
import type { WallMs } from "../../contract/WallMs";
import { fitOf } from "./verdict-fit";
import { showMs } from "./verdict-time";
import { said, VERDICT_WORDS } from "./verdict-words";

type Answers = {
  [V in ShownScan["verdict"]]: Omit<Extract<ShownScan, { verdict: V }>, keyof typeof COMMON | "verdict">;
};

const COMMON = {
  scan: { author: "a" as AuthorId, seq: 1 },
  at: 0 as WallMs,
  checkpoint: "c" as CheckpointId,
  checkpoint_name: "Gate A",
  direction: "in" as const,
  source: "camera" as const,
  rule: 1,
  holder: null,
  signature_only: false,
  undo_until: null,
  undone: false,
  tone: "refused" as ShownScan["tone"],
};

const first = {
  at: 5 as WallMs,
  checkpoint: "c" as CheckpointId,
  checkpoint_name: "Gate B",
  device_name: "Tablet 2",
};

/** One of each; a verdict that is missing here does not compile. */
const ONE_OF_EACH: Answers = {
  admit: {},
  exit: {},
  invalid: { invalid: "bad_signature" },
  wrong_event: { event_name: null },
  error: {},
  cancelled: {},
  revoked: { superseded: false },
  blocked: {},
  unapproved: {},
  unpaid: { may_admit: true },
  too_early: { valid_from: 5 as WallMs },
  too_late: { valid_until: 5 as WallMs },
  closed: { opens: null },
  wrong_product: { right: [] },
  wrong_session: {},
  rules: { clause: "after 18:00" },
  questions: {},
  ambiguous: {},
  used: { first },
  full: { capacity: 10 },
};

const scans = Object.entries(ONE_OF_EACH).map(
  ([verdict, answer]) => ({ ...COMMON, verdict, ...answer }) as ShownScan,
);
const at = (moment: number) => `at ${moment}`;

describe.each(["en", "es"] as const)("in %s", (language) => {
  const words = VERDICT_WORDS[language];

  test.each(scans.map((scan) => [scan.verdict, scan] as const))("%s is explained", (verdict, scan) => {
    const text = said(scan, words, at);
    expect(text.word).not.toBe("");
    expect(fitOf(text.word)).not.toBe("small");
    if (verdict === "admit") return;
    expect(text.next).toMatch(/[.?]$/);
    if (verdict !== "exit") expect(text.why).not.toBe("");
  });

  test("an earlier admission names when and where", () => {
    const used = scans.find((scan) => scan.verdict === "used");
    const text = used && said(used, words, at);
    expect(text?.why).toContain("at 5");
    expect(text?.why).toContain("Gate B");
  });

  test("every reason for a code that is not valid reads differently", () => {
    const reasons = ["unrecognized", "malformed", "bad_signature", "unknown_key", "revoked_key"] as const;
    const rest = ["key_outside_its_time", "not_found"] as const;
    const why = [...reasons, ...rest].map(
      (invalid) => said({ ...COMMON, verdict: "invalid", invalid }, words, at).why,
    );
    expect(new Set(why).size).toBe(why.length);
  });
});

test.each([
  ["Admit", "row"],
  ["Cancelled", "row"],
  ["Already used", "stack"],
  ["Reemplazado", "small"],
] as const)("the word %s fits: %s", (word, fit) => {
  expect(fitOf(word)).toBe(fit);
});

test("a pass is shown shorter than a refusal, and a question until it can be answered", () => {
  const of = (verdict: ShownScan["verdict"], tone: ShownScan["tone"]) => {
    const scan = scans.find((one) => one.verdict === verdict);
    return scan ? showMs({ ...scan, tone }) : 0;
  };
  expect(of("admit", "admit")).toBe(2_500);
  expect(of("used", "used")).toBe(5_000);
  expect(of("unpaid", "ask")).toBeGreaterThan(of("used", "used"));
});
