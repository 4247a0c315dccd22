// What a screen reader is told of chosen pages, compared with references that a person has reviewed.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { CONTEXT, launch, viewport } from "./lib/browser.mjs";
import { command } from "./lib/command.mjs";
import { filesOf, openSite } from "./lib/site.mjs";

const USAGE = "usage: node aria.mjs --site DIR --references DIR [--page templates/all-ratings.html …] [--update]";
const ENDING = ".aria.yml";
const AROUND = 3;

function optionsOf() {
  const { values } = parseArgs({
    options: {
      site: { type: "string" },
      references: { type: "string" },
      page: { type: "string", multiple: true },
      update: { type: "boolean", default: false },
    },
  });
  if (!values.site || !values.references) throw new Error("name a --site and a folder of --references");
  return values;
}

// Without names, every page that has a reference.
function pagesOf({ page, references }) {
  const pages = page ?? (existsSync(references) ? filesOf(references, ENDING).map((file) => file.replace(ENDING, ".html")) : []);
  if (pages.length === 0) throw new Error(`${references} holds no reference (*${ENDING}): name pages with --page and write them with --update`);
  return pages;
}

/** The first lines that differ, with a few before them. */
function difference(expected, actual) {
  const [old, now] = [expected.split("\n"), actual.split("\n")];
  const first = old.findIndex((line, index) => line !== now[index]);
  const at = first === -1 ? old.length : first;
  const lines = (list, mark) => list.slice(at, at + AROUND).map((line) => `${mark} ${line}`);
  return [`  line ${at + 1}`, ...old.slice(Math.max(0, at - AROUND), at).map((line) => `  ${line}`), ...lines(old, "-"), ...lines(now, "+")].join("\n");
}

async function compare(options) {
  const { site: folder, references, update } = options;
  const pages = pagesOf(options);
  const site = await openSite(folder);
  const browser = await launch();
  let failed = 0;
  const miss = (page, what) => {
    failed += 1;
    console.log(`${page}: ${what}`);
  };
  try {
    const tab = await browser.newPage({ ...CONTEXT, viewport: viewport(1280) });
    for (const page of pages) {
      const file = join(references, page.replace(/\.html$/, ENDING));
      if (!site.pages.includes(page)) {
        miss(page, `${folder} holds no such page; if it was meant to go, delete ${file}`);
        continue;
      }
      await tab.goto(site.address(page));
      const actual = `${await tab.locator("body").ariaSnapshot()}\n`;
      if (update) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, actual);
      } else if (!existsSync(file)) {
        miss(page, `there is no ${file}; write it with --update and review it`);
      } else if (readFileSync(file, "utf8") !== actual) {
        miss(page, `differs from ${file}; if that is meant, write it with --update and review it\n${difference(readFileSync(file, "utf8"), actual)}`);
      }
    }
  } finally {
    await browser.close();
    site.close();
  }
  console.log(`${pages.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

await command(USAGE, optionsOf, compare);
