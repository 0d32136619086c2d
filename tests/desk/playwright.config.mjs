// The desk in Debian's Chromium. `DESK` is the command that serves the corpus (a port is added), `CHROMIUM` the browser.
import { defineConfig } from "@playwright/test";

const port = process.env.DESK_PORT ?? "8799";
const serve = process.env.DESK ?? "cargo run --quiet -p rapporteur-desk --example corpus --";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  workers: 2,
  fullyParallel: true,
  // Machines that build at the same time are slow.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // Chromium's own sandbox does not start as root, as in containers.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "reading", testIgnore: "changes.spec.mjs" },
    // What changes the archive comes last.
    { name: "changing", testMatch: "changes.spec.mjs", dependencies: ["reading"] },
  ],
  webServer: { command: `${serve} ${port}`, url: `http://127.0.0.1:${port}/static/icon.svg`, timeout: 120_000 },
});
