// The checks checked: a sound page passes, and each mistake is found on the one page that has it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openFixtures, page } from "./fixtures.mjs";
import { checkSites } from "./lib/check.mjs";

const replace = (from, to) => (html) => {
  assert.ok(html.includes(from), `the page has no ${from}`);
  return html.replace(from, to);
};
const add = (piece) => replace("</main>", `${piece}\n</main>`);
const addToHead = (piece) => replace("</head>", `${piece}\n</head>`);
const run = (script) => replace("</body>", `<script>${script}</script>\n</body>`);

// Each mistake, and every rule that must speak of it: no more and no fewer.
const MISTAKES = {
  "low-contrast": [add('<p style="color:#999;background:#fff">Pale text</p>'), ["axe/color-contrast"]],
  "small-target": [
    add('<p><button type="button" style="font-size:10px;padding:0;border:0;height:12px;width:12px">a</button><button type="button" style="font-size:10px;padding:0;border:0;height:12px;width:12px">b</button></p>'),
    ["axe/target-size"],
  ],
  "outside-landmarks": [replace("<footer>", "<p>Lost</p><footer>"), ["axe/region"]],
  "bold-heading": [
    add('<p style="font-weight:bold;font-size:24px">Looks like a heading</p><p>Some text that follows it and is longer than the line that is bold.</p>'),
    ["axe/p-as-heading"],
  ],
  "low-contrast-scrolled-away": [replace("<td>28.0</td>", '<td><div style="width:2000px">.</div><b style="color:#999;background:#fff">28.0</b></td>'), ["axe/color-contrast"]],
  "low-contrast-in-a-drawing": [replace('fill="currentColor">28.0', 'fill="#999">28.0'), ["drawing-contrast"]],
  "low-contrast-on-a-shape": [replace('<text x="5"', '<rect width="60" height="60" fill="#1b4b87"/><text x="5"'), ["drawing-contrast"]],
  "bad-markup": [add("<p>One<div>Two</div></p>"), ["html/close-order", "html/no-implicit-close"]],
  "unclosed-row": [replace("</td></tr>\n</tbody>", "</td>\n</tbody>"), ["html/no-implicit-close"]],
  "skipped-level": [add("<h4>Deep</h4>"), ["axe/heading-order", "html/heading-level"]],
  "header-without-scope": [replace('<th scope="col">May', "<th>May"), ["header-scope", "html/wcag/h63"]],
  "header-with-odd-scope": [replace('<th scope="col">May', '<th scope="column">May'), ["axe/scope-attr-valid", "header-scope", "html/attribute-allowed-values", "html/wcag/h63"]],
  "table-without-caption": [replace("<caption>Figures by month</caption>\n", ""), ["table-caption"]],
  "table-with-empty-caption": [replace("<caption>Figures by month", "<caption> "), ["table-caption"]],
  "two-h1": [add("<h1>Again</h1>"), ["html/heading-level", "one-h1"]],
  "no-h1": [(html) => html.replace("<h1>", "<p>").replace("</h1>", "</p>"), ["axe/page-has-heading-one", "html/heading-level", "one-h1"]],
  "american": [replace("en-GB", "en-US"), ["language"]],
  "no-title": [(html) => html.replace(/<title>.*<\/title>/, "<title></title>"), ["axe/document-title", "html/empty-title", "title"]],
  "title-of-a-twin": [(html) => html.replace(/<title>.*<\/title>/, "<title>Twins</title>"), ["title-unique"]],
  "title-of-the-other-twin": [(html) => html.replace(/<title>.*<\/title>/, "<title>Twins</title>"), ["title-unique"]],
  "link-to-nothing": [add('<p><a href="/nowhere.html">Nowhere</a></p>'), ["link"]],
  "link-to-no-folder": [add('<p><a href="/places/">Places</a></p>'), ["link"]],
  "link-to-no-fragment": [add('<p><a href="/places/kent.html#gone">Gone</a></p>'), ["link"]],
  "link-to-no-fragment-here": [add('<p><a href="#gone">Gone</a></p>'), ["link"]],
  "link-that-is-a-script": [add('<p><a href="javascript:void(0)">Do</a></p>'), ["link"]],
  "wide-block": [add('<div style="width:1400px">Wide</div>'), ["sideways"]],
  "wide-block-cut-off": [add('<div style="overflow:hidden"><div style="width:1400px">Wide</div></div>'), ["sideways"]],
  "wide-on-a-phone": [add('<div style="width:400px">Wide</div>'), ["sideways"]],
  "text-wider-than-its-box": [add(`<p style="width:200px;white-space:nowrap">${"Long text ".repeat(30)}</p>`), ["sideways"]],
  "wide-and-unseen": [add('<p style="width:1400px;visibility:hidden">Wide</p>'), ["sideways"]],
  "escapes-its-region": [replace('class="scrolls"', 'class="scrolls" style="position:static"'), ["sideways"]],
  "escapes-its-region-by-far": [
    (html) => html.replace('class="scrolls"', 'class="scrolls" style="position:static"').replace("–</td>", '–<span style="position:absolute;left:1500px">!</span></td>'),
    ["sideways"],
  ],
  "region-without-name": [replace(' aria-label="Figures by month"', ""), ["scroll-region"]],
  "region-without-tabindex": [replace('<section class="scrolls" tabindex="0"', '<section class="scrolls"'), ["scroll-region"]],
  "small-text": [add('<p style="font-size:9px">Tiny</p>'), ["small-text"]],
  "small-text-in-a-drawing": [add('<svg role="img" aria-label="A" viewBox="0 0 600 100" width="300"><text y="50" font-size="12" fill="currentColor">1</text></svg>'), ["small-text"]],
  "console-error": [run('console.error("went wrong")'), ["console"]],
  "script-that-fails": [run("undefinedFunction()"), ["console"]],
  "file-that-is-missing": [addToHead('<link rel="stylesheet" href="/gone.css">'), ["link", "missing-file"]],
  "asks-another-host": [run('fetch("https://example.org/").catch(() => {})'), ["outside"]],
  "asks-another-host-by-socket": [run('new WebSocket("wss://example.org/").onerror = () => {}'), ["console", "outside"]],
  "style-from-another-host": [addToHead('<link rel="stylesheet" href="https://example.org/style.css">'), ["outside"]],
  "hint-at-another-host": [addToHead('<link rel="preconnect" href="https://example.org/">'), ["outside"]],
  "drawing-without-name": [replace(' role="img" aria-label="Re-referrals rose"', ""), ["drawing-name"]],
  "drawing-with-role-only": [replace(' aria-label="Re-referrals rose"', ""), ["axe/svg-img-alt", "drawing-name"]],
  "same-id-twice": [add('<p id="figures">Again</p>'), ["duplicate-id", "html/no-dup-id"]],
  "same-id-twice-by-script": [run('document.querySelector("footer").id = "figures"'), ["duplicate-id"]],
  "no-skip-link": [replace('<a class="skip" href="#main">Skip to main content</a>\n', ""), ["skip-link"]],
  "skip-link-later": [replace('<a class="skip"', '<a class="skip" href="/index.html">Home</a><a class="skip"'), ["axe/region", "skip-link"]],
  "skip-link-that-stays": [replace(' tabindex="-1"', ""), ["skip-target"]],
  "no-focus-style": [addToHead("<style>summary:focus-visible { outline: none }</style>"), ["focus-style"]],
  "clear-focus-style": [addToHead("<style>summary:focus-visible { outline-color: transparent }</style>"), ["focus-style"]],
  "outlined-always": [addToHead("<style>summary, summary:focus-visible { outline: 1px solid }</style>"), ["focus-style"]],
  "focus-under-a-cover": [add('<div style="position:fixed;inset:auto 0 0;height:100%;background:#333;pointer-events:auto;opacity:.01"></div>'), ["focus-hidden"]],
  "focus-on-what-is-longer-than-the-screen": [add(`<section tabindex="0" aria-label="Log">${"<p>An entry</p>".repeat(400)}</section>`), []],
  "tab-trap": [
    run('document.querySelector("main > details > summary").addEventListener("keydown", (event) => { if (event.key === "Tab") event.preventDefault() })'),
    ["tab-trap"],
  ],
  "tab-circle": [
    run('document.querySelector("main > details > summary").addEventListener("keydown", (event) => { if (event.key === "Tab") { event.preventDefault(); document.querySelector("nav a").focus(); } })'),
    ["tab-trap"],
  ],
  "tab-passes-over": [run('document.querySelector("main > details > summary").addEventListener("focus", (event) => event.target.blur())'), ["tab-order"]],
  "text-only-by-script": [run('document.querySelector("h2").after("Only with JavaScript")'), ["without-script"]],
  "text-shown-only-by-script": [
    (html) => run('document.querySelector("#late").style.display = "block"')(add('<p id="late" style="display:none">Shown late</p>')(html)),
    ["without-script"],
  ],
  "text-lost-by-script": [run('document.querySelector("main > details").remove()'), ["without-script"]],
};

// Mistakes that only some modes show; the modes that must speak of them.
const MODAL_MISTAKES = {
  "pale-in-the-dark": [addToHead("<style>@media (prefers-color-scheme: dark) { h2 { color: #333 } }</style>"), ["1280 dark", "360 dark"]],
  "pale-on-a-phone": [addToHead("<style>@media (max-width: 400px) { h2 { color: #999; background: #fff } }</style>"), ["360 dark", "360 light"]],
  "pale-drawing-in-the-dark": [
    addToHead("<style>@media (prefers-color-scheme: dark) { svg text { fill: #333 } }</style>"),
    ["1280 dark", "360 dark"],
  ],
  "unseen-focus-on-a-dark-phone": [
    addToHead("<style>@media (max-width: 400px) and (prefers-color-scheme: dark) { :focus-visible { outline: none } }</style>"),
    ["360 dark"],
  ],
};

const SOUND = ["index", "places/kent", "places/ashford", "templates/all-ratings"];

let fixtures;
let result;
const faultsAt = (path) => result.faults.filter((fault) => fault.page === path);
const distinct = (list) => [...new Set(list)].sort();
const told = (faults) => JSON.stringify(faults, null, 1);

before(async () => {
  fixtures = openFixtures();
  fixtures.write("asks-outside.css", '@import "https://example.org/a.css";');
  for (const name of SOUND) fixtures.write(`${name}.html`, page(name));
  for (const [name, [mistake]] of Object.entries(MISTAKES)) fixtures.write(`${name}.html`, mistake(page(name)));
  for (const [name, [mistake]] of Object.entries(MODAL_MISTAKES)) {
    fixtures.write(`templates/${name}.html`, mistake(page(name)));
    fixtures.write(`pages/${name}.html`, mistake(page(`${name} outside templates`)));
  }
  result = await checkSites({ folders: [fixtures.folder] });
});

after(() => fixtures.close());

describe("a sound page passes", () => {
  for (const name of SOUND) {
    test(name, () => assert.deepEqual(faultsAt(`${name}.html`), []));
  }
});

describe("a page with one mistake fails by its rules alone", () => {
  for (const [name, [, rules]] of Object.entries(MISTAKES)) {
    test(name, () => {
      const faults = faultsAt(`${name}.html`);
      assert.deepEqual(distinct(faults.map((fault) => fault.rule)), rules, told(faults));
    });
  }
});

describe("a template is looked at in every mode, another page in one", () => {
  for (const [name, [, modes]] of Object.entries(MODAL_MISTAKES)) {
    test(name, () => {
      const faults = faultsAt(`templates/${name}.html`);
      assert.deepEqual(distinct(faults.map((fault) => fault.mode)), modes, told(faults));
      assert.deepEqual(faultsAt(`pages/${name}.html`), []);
    });
  }
});

test("a style sheet that no page uses is read too", () => {
  assert.deepEqual(faultsAt("asks-outside.css").map((fault) => fault.rule), ["outside"]);
});

test("every page is counted, and each check once", () => {
  const pages = SOUND.length + Object.keys(MISTAKES).length + 2 * Object.keys(MODAL_MISTAKES).length;
  assert.equal(result.pages, pages);
  assert.ok(result.failed >= Object.keys(MISTAKES).length);
  assert.ok(result.passed > pages * 5);
});
