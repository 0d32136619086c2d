// Every page: nothing that assistive technology stumbles over, in light and dark; nothing refused by the browser,
// nothing from elsewhere; and no page wider than a narrow screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { NAMES, places } from "./places.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  // By the debugger, as the desk's own policy refuses scripts that are put in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
  return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")})`);
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const name of NAMES) {
      test(`${name} has nothing that assistive technology stumbles over`, async ({ page, request }) => {
        await page.goto((await places(request))[name]);
        for (const more of await page.locator("details").all()) await more.evaluate((d) => (d.open = true));
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test("nothing is refused by the browser, and nothing comes from elsewhere", async ({ page, request, baseURL }) => {
  const told = [];
  page.on("console", (m) => m.type() === "error" && told.push(m.text()));
  page.on("pageerror", (e) => told.push(String(e)));
  page.on("request", (r) => r.url().startsWith(baseURL) || told.push(`asked for ${r.url()}`));
  const all = await places(request);
  delete all.missing;
  for (const address of Object.values(all)) {
    const answer = await page.goto(address);
    expect(answer.status(), address).toBe(200);
    expect((await answer.body()).length, `${address} is too large`).toBeLessThan(300_000);
  }
  expect(told).toEqual([]);
});

for (const width of [360, 1800]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });
    test("no page has to be moved sideways", async ({ page, request }) => {
      for (const [name, address] of Object.entries(await places(request))) {
        await page.goto(address);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect.soft(over, `${name} is too wide`).toBeLessThanOrEqual(0);
        await expect(page.locator("h1")).toBeVisible();
      }
    });
  });
}

test("a page prints without what only a screen needs", async ({ page, request }) => {
  const { process } = await places(request);
  await page.goto(process);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header.top")).toBeHidden();
  await expect(page.locator("#timeline .filters")).toBeHidden();
  await expect(page.locator("table.positions")).toBeVisible();
});
