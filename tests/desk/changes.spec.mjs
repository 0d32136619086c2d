// What people change: reports taken in, entries marked as wrong, processes renamed, and decisions taken back.
import { expect, test } from "@playwright/test";
import { places } from "./places.mjs";

test.describe.configure({ mode: "serial" });

test("a text is taken in and shown", async ({ page }) => {
  await page.goto("/archive");
  await page.getByText("Add reports").click();
  await page.getByLabel("or text").fill("<b>Envoys</b> of both sides will meet in Geneva on Friday.");
  await page.getByLabel("Published (if").fill("2016-02-01");
  await page.getByRole("button", { name: "Read and keep" }).click();
  await expect(page).toHaveURL(/\/report\/\d+$/);
  await expect(page.locator(".text")).toContainText("<b>Envoys</b> of both sides");
  await page.goto("/");
  await expect(page.locator("main")).toContainText("pasted text");
});

test("what cannot be taken in is told with its reason", async ({ page }) => {
  await page.goto("/archive");
  await page.getByText("Add reports").click();
  await page.getByLabel("or address").fill("https://example.org/feed");
  await page.getByRole("button", { name: "Read and keep" }).click();
  await expect(page.getByRole("status")).toContainText("1 failed");
  await expect(page.locator("main")).toContainText("nothing is fetched here");
});

test("an entry is marked as wrong, and that is taken back", async ({ page, request }) => {
  const { entry } = await places(request);
  await page.goto(entry);
  await page.getByText("Correct this").click();
  const form = page.getByRole("form", { name: "Wrong" });
  await form.getByLabel("Your name").fill("Ada Löw");
  await form.getByRole("button").click();
  await expect(page).toHaveURL(/\/corrections$/);
  await expect(page.locator("tbody tr").first()).toContainText("Ada Löw");
  expect((await request.get(entry)).status()).toBe(404);
  await page.getByRole("button", { name: /Take decision \d+ back/ }).click();
  await expect(page.locator("tbody tr").first()).toContainText("taken back");
  expect((await request.get(entry)).status()).toBe(200);
});

test("a process is renamed, and the name is remembered for the next form", async ({ page, request }) => {
  const { process } = await places(request);
  await page.goto(process);
  await page.getByText("Correct this").click();
  const form = page.getByRole("form", { name: "Rename" });
  await form.getByLabel("Call it").fill("Ukraine: the Minsk talks");
  await form.getByLabel("Your name").fill("Ada Löw");
  await form.getByRole("button").click();
  await expect(page.locator("h1")).toHaveText("Ukraine: the Minsk talks");
  await page.getByText("Correct this").click();
  await expect(form.getByLabel("Your name")).toHaveValue("Ada Löw");
});

test("a form of another site changes nothing", async ({ page, baseURL }) => {
  const answer = await page.request.post("/corrections", {
    form: { decide: "rename-process", process: "1", name: "taken over" },
    headers: { origin: "https://elsewhere.example" },
  });
  expect(answer.status()).toBe(403);
  await page.goto(`${baseURL}/processes`);
  await expect(page.locator("main")).not.toContainText("taken over");
});
