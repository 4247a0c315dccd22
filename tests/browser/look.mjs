// Pictures of pages for people to look at, and what they look like on paper.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CONTEXT, launch, viewport } from "./lib/browser.mjs";
import { command } from "./lib/command.mjs";
import { openSite } from "./lib/site.mjs";

const USAGE = "usage: node look.mjs --site DIR --page places/kent.html [--page …] --out DIR [--widths 360,768,1280] [--dark] [--print]";

function optionsOf() {
  const { values } = parseArgs({
    options: {
      site: { type: "string" },
      page: { type: "string", multiple: true },
      out: { type: "string" },
      widths: { type: "string", default: "360,768,1280" },
      dark: { type: "boolean", default: false },
      print: { type: "boolean", default: false },
    },
  });
  const widths = values.widths.split(",").map(Number);
  if (!values.site || !values.page || !values.out) throw new Error("name a --site, a --page and a folder --out");
  if (!widths.every((width) => Number.isInteger(width) && width > 0)) throw new Error("--widths takes whole numbers with commas between");
  return { ...values, widths };
}

async function look({ site: folder, page: pages, out, widths, dark, print }) {
  const site = await openSite(folder);
  const browser = await launch();
  try {
    mkdirSync(out, { recursive: true });
    const tab = await browser.newPage(CONTEXT);
    for (const page of pages) {
      if (!site.pages.includes(page)) throw new Error(`${folder} holds no page ${page}`);
      const name = page.replace(/\.html$/, "").replaceAll("/", "-");
      for (const colorScheme of dark ? ["light", "dark"] : ["light"]) {
        for (const width of widths) {
          await tab.emulateMedia({ media: "screen", colorScheme });
          await tab.setViewportSize(viewport(width));
          await tab.goto(site.address(page));
          const path = join(out, `${name}-${width}-${colorScheme}.png`);
          await tab.screenshot({ path, fullPage: true });
          console.log(path);
        }
      }
      if (print) {
        await tab.emulateMedia({ media: "print", colorScheme: "light" });
        await tab.goto(site.address(page));
        const path = join(out, `${name}-print.pdf`);
        await tab.pdf({ path, preferCSSPageSize: true });
        console.log(path);
      }
    }
    return true;
  } finally {
    await browser.close();
    site.close();
  }
}

await command(USAGE, optionsOf, look);
