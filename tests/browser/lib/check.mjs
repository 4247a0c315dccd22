// Every check on every page of some sites.

import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { addAxe, runAxe } from "./axe.mjs";
import { CONTEXT, launch, viewport } from "./browser.mjs";
import { keyboardFaults } from "./keyboard.mjs";
import { linkFaults, styleFaults, titleFaults } from "./links.mjs";
import { validate } from "./markup.mjs";
import { openSite } from "./site.mjs";

// As many as the smallest machine that runs the checks has cores.
const WORKERS = 2;
const WIDTHS = [1280, 768, 360];
const DESKTOP = { width: 1280, scheme: "light" };
/** The modes in which a template is checked. */
export const MODES = [DESKTOP, { width: 1280, scheme: "dark" }, { width: 360, scheme: "light" }, { width: 360, scheme: "dark" }];
// The keyboard meets both widths and both schemes in two of the modes.
const KEYBOARD_MODES = [DESKTOP, MODES[3]];
const inside = ["inside.js", "inside-contrast.js"].map((file) => readFileSync(new URL(file, import.meta.url), "utf8")).join("\n");

const nameOf = ({ width, scheme }) => `${width} ${scheme}`;

// A template is a page under a folder of that name, which may be that of the whole site.
function isTemplate({ site, page }) {
  return basename(resolve(site.folder)) === "templates" || dirname(page).split("/").includes("templates");
}

// Pages of one kind are drawn alike: those of a folder. Each page at the top, and each template, is its own kind.
function kindOf(task) {
  return dirname(task.page) === "." || isTemplate(task) ? task.page : dirname(task.page);
}

// The first pages of each kind.
function sampleOf(tasks, sample) {
  const kinds = new Map();
  for (const task of tasks) kinds.set(kindOf(task), [...(kinds.get(kindOf(task)) ?? []), task]);
  return new Set([...kinds.values()].flatMap((alike) => alike.slice(0, sample)));
}

function tasksOf(sites, everyMode, sample) {
  return sites.flatMap((site) => {
    // The largest first: they take longest, and on them the keyboard has most to reach.
    const tasks = site.pages
      .map((page) => ({ site, page, size: statSync(join(site.folder, page)).size }))
      .sort((one, other) => other.size - one.size);
    const typed = sampleOf(tasks, sample);
    return tasks.map((task) => ({
      ...task,
      modes: everyMode || isTemplate(task) ? MODES : [DESKTOP],
      keyboard: typed.has(task),
    }));
  });
}

// What the browser says while a page is open: its console, and what it asks of whom.
function listen(page, origin, faults) {
  const isOurs = (address) => address.startsWith(`${origin}/`) || /^(data|blob|about):/.test(address);
  const relative = (address) => address.replace(origin, "");
  const handlers = {
    console: (message) => {
      // A failed load has a rule of its own below.
      if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
      faults.push({ rule: "console", selector: relative(message.location().url), advice: `mend what the console says: ${message.text()}` });
    },
    pageerror: (error) => faults.push({ rule: "console", selector: "script", advice: `mend the script: ${error.message}` }),
    request: (request) => {
      if (!isOurs(request.url())) faults.push({ rule: "outside", selector: request.url(), advice: "ask no other host for anything" });
    },
    websocket: (socket) => faults.push({ rule: "outside", selector: socket.url(), advice: "ask no other host for anything" }),
    response: (response) => {
      if (response.status() >= 400) {
        faults.push({ rule: "missing-file", selector: relative(response.url()), advice: "publish the file, or do not ask for it" });
      }
    },
  };
  for (const [event, handler] of Object.entries(handlers)) page.on(event, handler);
  return () => {
    for (const [event, handler] of Object.entries(handlers)) page.off(event, handler);
  };
}

async function open(page, task, mode) {
  await page.setViewportSize(viewport(mode.width));
  await page.emulateMedia({ colorScheme: mode.scheme });
  await page.goto(task.site.address(task.page), { waitUntil: "load" });
  await page.evaluate(inside);
}

// What a function of inside.js answers, as text: a long answer is slow to send piece by piece.
async function ask(page, group, rule) {
  return JSON.parse(await page.evaluate(([group, rule]) => JSON.stringify(window.checks[group][rule]()), [group, rule]));
}

// Words that are in one text more often than in the other.
function moreIn(text, other) {
  const wordsOf = (all) => all.split(/\s+/).filter(Boolean);
  const left = new Map();
  for (const word of wordsOf(other)) left.set(word, (left.get(word) ?? 0) + 1);
  return wordsOf(text).filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

function scriptFaults(withScript, without) {
  const quote = (words) => `"${words.slice(0, 12).join(" ")}"`;
  const appears = moreIn(withScript.drawn, without.drawn);
  const lost = moreIn(without.written, withScript.written);
  const faults = [];
  if (appears.length > 0) {
    const advice = "write it in the page, or mark a mere control with data-enhancement";
    faults.push({ rule: "without-script", selector: "main", advice, found: `only JavaScript shows ${quote(appears)}` });
  }
  if (lost.length > 0) {
    faults.push({ rule: "without-script", selector: "main", advice: "leave the text where it is", found: `JavaScript takes away ${quote(lost)}` });
  }
  return faults;
}

// What does not depend on the mode, and the layout at every width. Leaves the page at the width it had.
async function checkOnce(task, tabs, facts, record) {
  const here = (rule) => ask(tabs.withScript, "rules", rule);
  record("", await here("structure"));
  facts.set(task.page, await here("links"));
  const words = await here("words");
  await open(tabs.withoutScript, task, DESKTOP);
  record("", scriptFaults(words, await ask(tabs.withoutScript, "rules", "words")));
  for (const width of WIDTHS) {
    await tabs.withScript.setViewportSize(viewport(width));
    record(nameOf({ ...DESKTOP, width }), await here("layout"));
  }
  await tabs.withScript.setViewportSize(viewport(DESKTOP.width));
}

/** One page in all its modes. `record(mode, faults)` counts each check. */
export async function checkPage(task, tabs, facts, record, review) {
  for (const mode of task.modes) {
    const name = nameOf(mode);
    const said = [];
    const stop = listen(tabs.withScript, task.site.origin, said);
    await open(tabs.withScript, task, mode);
    if (mode === DESKTOP) await checkOnce(task, tabs, facts, record);
    record(name, await ask(tabs.withScript, "contrast", "drawings"));
    const axe = await runAxe(tabs.withScript);
    record(name, axe.faults);
    review.push(...axe.review.map((one) => ({ ...one, site: task.site.folder, page: task.page, mode: name })));
    if (task.keyboard && KEYBOARD_MODES.includes(mode)) {
      await open(tabs.withScript, task, mode);
      record(name, await keyboardFaults(tabs.withScript));
    }
    stop();
    record(name, said);
  }
}

/** A tab with scripts and axe, and one without scripts. */
export async function openTabs(browser) {
  const withScript = await browser.newContext(CONTEXT);
  await addAxe(withScript);
  const withoutScript = await browser.newContext({ ...CONTEXT, javaScriptEnabled: false });
  return { withScript: await withScript.newPage(), withoutScript: await withoutScript.newPage() };
}

/**
 * Checks every page of the folders.
 *
 * Gives the number of pages, how many checks passed and failed, every fault (`site`, `page`, `mode`, `rule`,
 * `selector`, `advice`, `found`), and what axe could not decide. `progress(done, all)` is called after each page.
 */
export async function checkSites({ folders, everyMode = false, sample = 1, progress = () => {} }) {
  const result = { pages: 0, passed: 0, failed: 0, faults: [], review: [] };
  const record = (site, page, mode, faults) => {
    if (faults.length === 0) result.passed += 1;
    else result.failed += 1;
    result.faults.push(...faults.map((fault) => ({ site: site.folder, page, mode, ...fault })));
  };

  const sites = [];
  let browser;
  try {
    for (const folder of folders) sites.push(await openSite(folder));
    browser = await launch();
    const facts = new Map(sites.map((site) => [site, new Map(site.pages.map((page) => [page, { title: "", ids: [], found: [] }]))]));
    const tasks = tasksOf(sites, everyMode, sample);
    const markup = validate(tasks.map((task) => join(task.site.folder, task.page)));
    result.pages = tasks.length;
    let next = 0;
    let done = 0;
    const work = async () => {
      let tabs = await openTabs(browser);
      while (next < tasks.length) {
        const task = tasks[next];
        next += 1;
        const recordHere = (mode, faults) => record(task.site, task.page, mode, faults);
        try {
          await checkPage(task, tabs, facts.get(task.site), recordHere, result.review);
        } catch (error) {
          recordHere("", [{ rule: "unchecked", selector: "html", advice: `the page could not be checked: ${error.message}` }]);
          tabs = await openTabs(browser);
        }
        done += 1;
        progress(done, tasks.length);
      }
    };
    await Promise.all([...Array.from({ length: WORKERS }, work), markup]);

    for (const [index, faults] of (await markup).entries()) record(tasks[index].site, tasks[index].page, "", faults);
    for (const site of sites) {
      const pages = facts.get(site);
      for (const page of site.pages) {
        record(site, page, "", titleFaults(pages, page));
        record(site, page, "", linkFaults(site, pages, page));
      }
      for (const { file, faults } of styleFaults(site)) record(site, file, "", faults);
    }
  } finally {
    await browser?.close();
    for (const site of sites) site.close();
  }
  return result;
}
