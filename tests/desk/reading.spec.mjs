// How a report is read: words and entries point at each other, with a pointer, by keyboard alone, and without scripts.
import { expect, test } from "@playwright/test";
import { places } from "./places.mjs";

test("an entry shows its words, and words show their entry", async ({ page, request }) => {
  const { report } = await places(request);
  await page.goto(report);
  await page.locator('[data-show="s1"]').click();
  const words = page.locator(".text .shown");
  await expect(words.first()).toBeInViewport();
  await expect(page.locator("#s1")).toHaveClass(/shown/);
  await expect(page).toHaveURL(/entry=s1#words/);
  const shared = await page.reload().then(() => page.locator("mark#words").textContent());
  expect(shared.length).toBeGreaterThan(3);
  const piece = page.locator('.text .w').last();
  await piece.click();
  await expect(page.locator(".noted.shown")).toHaveCount(1);
  await expect(page.locator(".noted.shown")).toBeInViewport();
});

test("all of it by keyboard alone", async ({ page, request }) => {
  const { process } = await places(request);
  await page.goto("/?since=all");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await expect(page.locator(".skip")).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  // From Today to a process, from there to a report and the words in it.
  await focus(page, `a[href="${process}"]`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${process}$`));
  await focus(page, "#meetings .words a");
  expect(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)).not.toBe("none");
  await page.keyboard.press("Enter");
  await expect(page.locator("mark#words")).toBeInViewport();
  await focus(page, '[data-show="s2"]');
  await page.keyboard.press("Enter");
  await expect(page.locator(".text .shown").first()).toBeFocused();
  // A filter of a list.
  await page.goto("/statements");
  await focus(page, 'main input[name="words"]');
  await page.keyboard.type("prisoners");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/words=prisoners/);
  await expect(page.locator(".words").first()).toContainText(/prison/i);
});

/// Presses Tab until something is focused.
async function focus(page, what) {
  const wanted = page.locator(what).first();
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((e) => e === document.activeElement)) return;
  }
  throw new Error(`${what} cannot be reached by Tab`);
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("reports are read all the same", async ({ page, request }) => {
    const { process } = await places(request);
    await page.goto("/?since=all");
    await page.locator(`h2 a[href="${process}"]`).click();
    await expect(page.locator("table.positions td.changed").first()).toContainText("changed");
    await page.locator("#timeline select[name=kind]").selectOption("meetings");
    await page.locator("#timeline button").click();
    await expect(page.locator("#timeline .entry .what").first()).toHaveText(/Meeting/);
    await page.locator("#timeline .words a").first().click();
    await expect(page.locator("mark#words")).toBeInViewport();
    await page.locator(".ref").first().click();
    await expect(page.locator(".noted:target")).toBeInViewport();
    await page.locator('[data-show="s1"]').click();
    await expect(page.locator("#s1")).toHaveClass(/shown/);
    await expect(page.locator("mark#words")).toBeVisible();
    await page.goto("/parties?name=Angela");
    await page.locator("tbody a").first().click();
    await expect(page.locator(".graph svg")).toBeVisible();
  });
});
