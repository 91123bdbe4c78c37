import type { Page } from "playwright-core";
import type { Organization } from "../../../src/organization/organization";
import type { RandomTry } from "./random-organization";
import { ready, show } from "./read-page";

/** The kind of what was tried, as a reader would; undefined if there is nothing that could be. */
export async function tryInPage(
  page: Page,
  { root, organizationalUnits, accounts }: Organization,
  wanted: RandomTry,
): Promise<RandomTry["kind"] | undefined> {
  const { kind, where } = wanted;
  const targets = kind === "move" ? accounts : [root, ...organizationalUnits, ...accounts];
  // The first place from there on at which it can be tried.
  for (let step = 0; step < targets.length; step += 1) {
    await show(page, targets[(where + step) % targets.length]?.id ?? "");
    const tried = await tryHere(page, wanted);
    if (tried !== undefined) {
      await ready(page);
      return tried;
    }
  }
  return undefined;
}

async function tryHere(
  page: Page,
  { kind, which, document }: RandomTry,
): Promise<RandomTry["kind"] | undefined> {
  if (kind === "move" || kind === "attach") {
    const select = page.locator(`select.${kind}`);
    if ((await select.count()) === 0) {
      return undefined;
    }
    await select.focus();
    const options = await select.locator("option").count();
    await select.selectOption({ index: 1 + (which % (options - 1)) });
    return kind;
  }
  const buttons = page.locator(".attached button", { hasText: kind });
  const count = await buttons.count();
  if (count === 0) {
    return undefined;
  }
  await buttons.nth(which % count).click();
  if (kind !== "edit") {
    return kind;
  }
  await page.locator(".editor textarea").fill(JSON.stringify(document, undefined, 2));
  await page.getByRole("button", { name: "Try this text" }).click();
  return kind;
}
