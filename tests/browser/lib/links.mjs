// What is true of a site as a whole: titles are told apart, links lead somewhere, nothing comes from elsewhere.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileFor, filesOf } from "./site.mjs";

const SCHEMES = ["http:", "https:", "mailto:", "tel:"];
// What a browser makes itself, without asking anyone.
const OWN = ["data:", "blob:", "about:"];

/** Faults of one page's title, against all pages. */
export function titleFaults(pages, page) {
  const title = pages.get(page).title;
  const alike = [...pages].filter(([other, { title: theirs }]) => other !== page && theirs === title).map(([other]) => other);
  if (!title || alike.length === 0) return [];
  return [{ rule: "title-unique", selector: "title", advice: "give each page a title of its own", found: `"${title}" is also that of ${alike[0]}` }];
}

/** Faults of what one page points at. `pages` holds, for each page of the site, its ids and links. */
export function linkFaults(site, pages, page) {
  return pages.get(page).found.flatMap(({ selector, written, address, fetched }) => {
    const broken = (advice) => [{ rule: "link", selector, advice, found: `it is "${written}"` }];
    if (!URL.canParse(address)) return broken("write an address that can be read");
    const url = new URL(address);
    if (OWN.includes(url.protocol)) return [];
    if (url.origin !== site.origin) {
      if (fetched) return [{ rule: "outside", selector, advice: "make it part of the site", found: `it is "${written}"` }];
      return SCHEMES.includes(url.protocol) ? [] : broken("use a link to a page, a mail address or a telephone");
    }
    const file = fileFor(site.folder, url.pathname);
    if (!file) return broken("lead to a file of the site");
    const target = site.pages.find((other) => join(site.folder, other) === file);
    const fragment = safely(url.hash.slice(1));
    if (target && fragment && fragment !== "top" && !fragment.startsWith(":~:") && !pages.get(target).ids.includes(fragment)) {
      return broken("lead to an id of the page");
    }
    return [];
  });
}

function safely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Faults of the style sheets: those that ask another host, even in a rule that no page used. */
export function styleFaults(site) {
  return filesOf(site.folder, ".css").map((file) => {
    const outside = readFileSync(join(site.folder, file), "utf8").match(/(?:url\(\s*|@import\s+)["']?(?:https?:)?\/\/[^"')\s]*/gi) ?? [];
    return { file, faults: outside.map((found) => ({ rule: "outside", selector: found, advice: "make it part of the site" })) };
  });
}
