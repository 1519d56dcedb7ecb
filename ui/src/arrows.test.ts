import { posix } from "node:path";
import { expect, test } from "vitest";

// app → views → features → shared; `host` alone knows Tauri; a feature never imports another one.
const sources = import.meta.glob<string>("./**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});

const MAY: Readonly<Record<string, readonly string[]>> = {
  contract: ["contract"],
  host: ["host", "contract"],
  shared: ["shared", "host", "contract"],
  features: ["features", "shared", "host", "contract"],
  views: ["views", "features", "shared", "host", "contract"],
  app: ["app", "views", "features", "shared", "host", "contract"],
  "main.tsx": ["app", "shared"],
};

const files = Object.entries(sources)
  .map(([path, text]) => ({ path: posix.normalize(path), text }))
  .filter(({ path }) => !path.endsWith(".test.ts"));

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

const room = (path: string) => path.split("/")[0] ?? "";
const feature = (path: string) => path.split("/")[1] ?? "";

/** What a file imports of ours, as paths from `src`. */
function oursOf({ path, text }: (typeof files)[number]): string[] {
  const imports = importsOf(text).filter((name) => name.startsWith("."));
  return imports.map((name) => posix.join(posix.dirname(path), name));
}

test("a file imports only what lies below it", () => {
  const wrong = files.flatMap((file) =>
    oursOf(file)
      .filter((target) => !MAY[room(file.path)]?.includes(room(target)))
      .map((target) => `${file.path} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("a feature is known only by its front door, and never by another feature", () => {
  const allowed = (path: string, target: string) =>
    room(path) === "features" ? feature(target) === feature(path) : target.split("/").length === 2;
  const wrong = files.flatMap((file) =>
    oursOf(file)
      .filter((target) => room(target) === "features" && !allowed(file.path, target))
      .map((target) => `${file.path} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("only the bridge knows Tauri", () => {
  const knows = files.filter(({ text }) => importsOf(text).some((name) => name.startsWith("@tauri-apps/")));
  expect(knows.map(({ path }) => path)).toEqual(["host/bridge.ts"]);
});

test("every file is short enough to be read", () => {
  expect(files.filter(({ text }) => text.split("\n").length > 400).map(({ path }) => path)).toEqual([]);
});
