// Builds the screens. `--mode fake` swaps the bridge to the program for a stand-in (dev/fake), for looking at screens
// in a browser; no other mode can reach it.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the shell's policy allows, so that pictures are taken under the same rules; the nonce is the stand-in's. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-fake'; img-src 'self' data: blob:; " +
  "connect-src 'self' ipc: http://ipc.localhost; font-src 'self'";

/** The shell puts a nonce on every style element when it serves the page; the stand-in does it here. */
const fakeNonce: Plugin = {
  name: "fake-nonce",
  transformIndexHtml: (html) => html.replace("<style>", '<style nonce="fake">'),
};

export default defineConfig(({ mode }) => {
  const fake = mode === "fake";
  return {
    base: "./",
    plugins: [react(), ...(fake ? [fakeNonce] : [])],
    resolve: { alias: { "#bridge": fake ? here("./dev/fake/bridge.ts") : here("./src/host/bridge.ts") } },
    server: { port: 5173, strictPort: true, fs: { allow: [here("."), here("../assets")] } },
    preview: { port: 4173, strictPort: true, headers: { "Content-Security-Policy": POLICY } },
    build: {
      target: ["es2022", "safari16"],
      outDir: fake ? here("./node_modules/.fake") : here("./dist"),
      emptyOutDir: true,
      ...(fake
        ? {
            rollupOptions: {
              input: [here("./index.html"), here("./dev/plan.html"), here("./dev/rooms.html")],
            },
          }
        : {}),
      assetsInlineLimit: 0,
      // React and the parts of Mantine are read from the disk, not from a network.
      chunkSizeWarningLimit: 700,
      modulePreload: { polyfill: false },
    },
    test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
  };
});
