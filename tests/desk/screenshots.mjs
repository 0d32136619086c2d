// The pages that docs/desk.md and the README show, from the reports of corpus/dev.
import { test } from "@playwright/test";
import { places } from "./places.mjs";

const shots = [
  ["today", "light", 1280, 800],
  ["process", "light", 1280, 900],
  ["positions", "light", 1280, 800],
  ["words", "light", 1280, 800],
  ["party", "dark", 1280, 1000],
  ["map", "light", 1280, 800],
];

for (const [name, colorScheme, width, height] of shots) {
  test(name, async ({ browser, request, baseURL }) => {
    const page = await browser.newPage({ baseURL, colorScheme, reducedMotion: "reduce", viewport: { width, height } });
    const all = await places(request);
    await page.goto(name === "positions" ? `${all.process}#positions` : all[name]);
    if (name === "words") await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `../../docs/desk/${name === "words" ? "report" : name}.png` });
    await page.close();
  });
}
