// A small sound site, made anew for each test file.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const STYLE = `
:root { color-scheme: light dark; --ink: #16202b; --paper: #fff; --line: #8a949e; --accent: #1b4b87; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --paper: #10161d; --line: #5b6670; --accent: #9cc2f2; } }
body { margin: 0; font: 16px/1.5 sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--accent); }
nav a, summary { display: inline-block; padding: 4px 8px; }
:focus-visible { outline: 3px solid var(--accent); }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; background: var(--paper); }
.scrolls { position: relative; overflow-x: auto; }
.scrolls table { min-width: 900px; border-collapse: collapse; }
th, td { text-align: left; border-bottom: 1px solid var(--line); padding: 4px 8px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

// Works with JavaScript; says nothing new without it but for a marked control.
const SCRIPT = `
const control = document.createElement("button");
control.type = "button";
control.dataset.enhancement = "";
control.textContent = "Sort";
document.querySelector("main").append(control);
`;

/** A sound page. A mistake is made by replacing a piece of it or by adding to its main. */
export const page = (name) => `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page ${name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><nav aria-label="Pages"><a href="/index.html">Overview</a> <a href="/places/kent.html#figures">Kent</a></nav></header>
<main id="main" tabindex="-1">
<h1>Scorecard of ${name}</h1>
<p>See the <a href="https://www.gov.uk/">national figures</a>.</p>
<h2 id="figures">Figures</h2>
<section class="scrolls" tabindex="0" aria-label="Figures by month">
<table>
<caption>Figures by month</caption>
<thead><tr><th scope="col">Indicator</th><th scope="col">May</th><th scope="col">June</th><th scope="col">July</th></tr></thead>
<tbody>
<tr><th scope="row">Re-referrals</th><td>27.1</td><td>28.0</td><td><svg aria-hidden="true" width="60" height="20"><path d="M0 10H60" stroke="currentColor"/></svg></td></tr>
<tr><th scope="row">Repeat plans <details><summary>Source</summary><p>Made up.</p></details></th><td>20.5</td><td>21.2</td><td><span class="visually-hidden">to be supplied</span>–</td></tr>
</tbody>
</table>
</section>
<svg role="img" aria-label="Re-referrals rose" viewBox="0 0 300 100" width="300"><text x="5" y="50" font-size="12" fill="currentColor">28.0</text></svg>
<details><summary>Definition</summary><p>Counted over 12 months.</p></details>
</main>
<footer><p>Made from made-up figures.</p></footer>
</body>
</html>
`;

/** A temporary folder with what every page needs, and the pages that theirs link to. */
export function openFixtures() {
  const folder = mkdtempSync(join(tmpdir(), "browser-checks-"));
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("style.css", STYLE);
  write("script.js", SCRIPT);
  for (const name of ["index", "places/kent"]) write(`${name}.html`, page(name));
  return { folder, write, close: () => rmSync(folder, { recursive: true }) };
}
