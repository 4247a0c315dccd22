// Somebody at a browser without scripts and without a mouse, and what they meet on the way.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONTEXT, viewport } from "./browser.mjs";

// More than any page has to tab through.
const FURTHEST = 400;

/** A person with a keyboard. `met(name, state)` is told each page that they look at. */
export class Walker {
  #page;
  #met;

  constructor(page, met) {
    this.#page = page;
    this.#met = met;
  }

  /** Somebody who comes anew. */
  static async come(browser, origin, met) {
    const context = await browser.newContext({ ...CONTEXT, baseURL: origin, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setViewportSize(viewport(1280));
    return new Walker(page, met);
  }

  async go(path) {
    const response = await this.#page.goto(path);
    return response.status();
  }

  /** The page, for what is not ours. */
  get page() {
    return this.#page;
  }

  /** Where they are. */
  address() {
    return this.#page.url();
  }

  /** What main says. */
  text() {
    return this.#page.locator("main").innerText();
  }

  /** Follows a link by its words. */
  async follow(words) {
    await this.#reach(this.#page.getByRole("link", { name: words, exact: true }).first(), `the link "${words}"`);
    await this.#enter();
  }

  /** Presses a button by its words. */
  async press(words) {
    await this.#reach(this.#page.getByRole("button", { name: words, exact: true }).first(), `the button "${words}"`);
    await this.#enter();
  }

  /** Presses a button that gives a file; resolves to its name and what it says. */
  async take(words) {
    await this.#reach(this.#page.getByRole("button", { name: words, exact: true }).first(), `the button "${words}"`);
    const [file] = await Promise.all([this.#page.waitForEvent("download"), this.#page.keyboard.press("Enter")]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  }

  /** Opens what is folded away. */
  async unfold(words) {
    await this.#reach(this.#page.locator("summary", { hasText: words }).first(), `"${words}"`);
    await this.#page.keyboard.press("Enter");
  }

  /** Types into a field, in the place of what is there. */
  async type(label, text) {
    await this.#reach(this.#page.getByLabel(label, { exact: true }), `the field "${label}"`);
    await this.#page.keyboard.press("ControlOrMeta+A");
    await this.#page.keyboard.press("Delete");
    await this.#page.keyboard.insertText(text);
  }

  /** Chooses by typing the beginning of the words. */
  async choose(label, words) {
    const field = this.#page.getByLabel(label, { exact: true });
    await this.#reach(field, `the choice "${label}"`);
    await this.#page.keyboard.type(words);
    const chosen = await field.evaluate((select) => select.selectedOptions[0]?.text ?? "");
    if (!chosen.startsWith(words)) throw new Error(`"${label}" cannot be set to "${words}" with the keyboard; it is "${chosen}"`);
  }

  /** Ticks a box. */
  async tick(label) {
    await this.#reach(this.#page.getByLabel(label, { exact: true }), `the box "${label}"`);
    await this.#page.keyboard.press("Space");
  }

  /** Chooses a file. Which one is asked by a window of the system, not by the page. */
  async hand(label, file) {
    const field = this.#page.getByLabel(label, { exact: true });
    await this.#reach(field, `the field "${label}"`);
    await field.setInputFiles(file);
  }

  /** Fails unless main says something, and keeps the page as it is under a name. */
  async see(name, ...said) {
    const text = await this.text();
    for (const words of said) {
      if (!text.includes(words)) throw new Error(`${name}: "${words}" is missing at ${this.#page.url()}:\n${text}`);
    }
    await this.#met(name, {
      url: this.#page.url(),
      html: await this.#page.content(),
      cookies: await this.#page.context().cookies(),
    });
  }

  /** Loads the page again until main says something. */
  async wait(words, seconds) {
    const until = Date.now() + seconds * 1000;
    while (!(await this.text()).includes(words)) {
      if (Date.now() > until) throw new Error(`"${words}" did not come within ${seconds} seconds:\n${await this.text()}`);
      await this.#page.reload();
    }
  }

  async #enter() {
    await Promise.all([this.#page.waitForEvent("domcontentloaded"), this.#page.keyboard.press("Enter")]);
    await this.#page.waitForLoadState("load");
  }

  async #reach(target, name) {
    await target.waitFor({ state: "attached", timeout: 10_000 }).catch(async () => {
      throw new Error(`${name} is not at ${this.#page.url()}:\n${await this.text()}`);
    });
    for (let press = 0; press < FURTHEST; press += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.#page.keyboard.press("Tab");
    }
    throw new Error(`${name} cannot be reached with Tab at ${this.#page.url()}`);
  }
}

/** Keeps pages as files, for those that look at them later; gives their names. */
export function keep(folder, states) {
  mkdirSync(folder, { recursive: true });
  return states.map(({ name, html }) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    return file;
  });
}
