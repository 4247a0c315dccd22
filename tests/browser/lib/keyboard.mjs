// What a person who only has a keyboard meets.

import { readFileSync } from "node:fs";

const inside = readFileSync(new URL("inside-keyboard.js", import.meta.url), "utf8");

/** Tabs through a page that was just loaded (and holds inside.js), from the top to the end and round. */
export async function keyboardFaults(page) {
  await page.evaluate(inside);
  const expected = await page.evaluate(() => window.checks.keyboard.begin());
  const faults = [];

  await page.keyboard.press("Tab");
  faults.push(...(await page.evaluate(() => window.checks.keyboard.skipLink())));
  const isSkipLink = faults.length === 0;
  // Room for what can be focused and is no candidate, such as a region that scrolls.
  const limit = expected * 2 + 10;
  let step = await page.evaluate(() => window.checks.keyboard.reach());
  for (let press = 0; press < limit && step.faults; press += 1) {
    faults.push(...step.faults);
    await page.keyboard.press("Tab");
    step = await page.evaluate(() => window.checks.keyboard.reach());
  }
  if (step.end) faults.push(...(await page.evaluate(() => window.checks.keyboard.missed())));
  else faults.push({ rule: "tab-trap", selector: step.selector, advice: "let Tab go on to the end of the page; it goes back to this" });

  if (isSkipLink) {
    await page.evaluate(() => window.checks.keyboard.goToFirst());
    await page.keyboard.press("Enter");
    faults.push(...(await page.evaluate(() => window.checks.keyboard.inMain())));
  }
  return faults;
}
