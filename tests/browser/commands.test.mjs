// The commands as they are called: what they print, what they write, how they end.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openFixtures, page } from "./fixtures.mjs";
import { report } from "./lib/report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
let sound;
let faulty;

/** Runs a command of this folder with the arguments. */
function run(name, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(here, name), ...args], { encoding: "utf8" });
  return { status, stdout, stderr, last: stdout.trimEnd().split("\n").at(-1) };
}

before(() => {
  sound = openFixtures();
  faulty = openFixtures();
  faulty.write("places/ashford.html", page("ashford").replace("<caption>Figures by month</caption>", ""));
  faulty.write("places/dover.html", page("dover").replace("<h2", "<style>@media (prefers-color-scheme: dark) { h2 { color: #333 } }</style><h2"));
});

after(() => {
  sound.close();
  faulty.close();
});

describe("check", () => {
  test("passes a sound site in every mode", () => {
    const { status, last, stdout } = run("check.mjs", "--site", sound.folder, "--every-mode");
    assert.equal(status, 0, stdout);
    assert.match(last, /^[1-9]\d* passed, 0 failed$/);
  });

  test("fails one of two sites, and says where and what to do", () => {
    const { status, last, stdout } = run("check.mjs", "--site", sound.folder, "--site", faulty.folder);
    assert.equal(status, 1);
    assert.match(last, /^[1-9]\d* passed, 1 failed$/);
    assert.match(stdout, /^table-caption\n {2}give the table a caption.*\n {2}at .*places\/ashford\.html: #main > section > table$/m);
  });

  test("looks at every page in all modes when asked", () => {
    const { stdout } = run("check.mjs", "--site", faulty.folder, "--every-mode", "--sample", "0");
    assert.match(stdout, /^ {2}at .*places\/dover\.html \(1280 dark\): #figures$/m);
    assert.match(stdout, /^ {2}at .*places\/dover\.html \(360 dark\): #figures$/m);
  });

  const WRONG = {
    "no site": [],
    "an unknown option": ["--sites", "x"],
    "a folder that is not there": ["--site", join(here, "nowhere")],
    "a folder without pages": ["--site", join(here, "lib")],
    "a sample that is no number": ["--site", join(here, "lib"), "--sample", "all"],
  };
  for (const [what, args] of Object.entries(WRONG)) {
    test(`refuses ${what}`, () => {
      const { status, stdout, stderr } = run("check.mjs", ...args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.notEqual(stderr, "");
    });
  }
});

describe("report", () => {
  const fault = (page, selector, found) => ({ site: "site", page, mode: "360 light", rule: "sideways", selector, advice: "keep it in", found });
  const told = (faults) => report({ pages: 9, passed: 3, failed: faults.length, faults, review: [] }, false);

  test("says what to do once, then where", () => {
    assert.equal(
      told([fault("a.html", "table", "by 4 px"), fault("b.html", "table")]),
      [
        "sideways",
        "  keep it in",
        "  at site/a.html (360 light): table, by 4 px",
        "  at site/b.html (360 light): table",
        "",
        "9 pages",
        "3 passed, 2 failed",
      ].join("\n"),
    );
  });

  test("lists a few places, and each selector before more pages that have it", () => {
    const pages = Array.from({ length: 20 }, (_, index) => fault(`p${index}.html`, "table"));
    const lines = told([...pages, fault("p0.html", "figure")]).split("\n");
    assert.equal(lines[3], "  at site/p0.html (360 light): figure");
    assert.equal(lines[12], "  and 11 more");
  });
});

describe("look", () => {
  test("takes pictures and prints", () => {
    const out = join(sound.folder, "pictures");
    const { status, stdout } = run("look.mjs", "--site", sound.folder, "--page", "places/kent.html", "--out", out, "--widths", "360,1280", "--dark", "--print");
    assert.equal(status, 0, stdout);
    const shots = ["1280-dark", "1280-light", "360-dark", "360-light"].map((mode) => `places-kent-${mode}.png`);
    assert.deepEqual(readdirSync(out).sort(), [...shots, "places-kent-print.pdf"]);
  });

  test("refuses a page that is not there", () => {
    const { status, stderr } = run("look.mjs", "--site", sound.folder, "--page", "gone.html", "--out", join(sound.folder, "none"));
    assert.equal(status, 2);
    assert.match(stderr, /holds no page gone\.html/);
  });
});

describe("aria", () => {
  test("writes references, passes while they hold, and shows what differs", () => {
    const references = join(sound.folder, "references");
    const args = ["--site", sound.folder, "--references", references];
    assert.equal(run("aria.mjs", ...args).status, 2, "there is nothing to compare yet");
    assert.equal(run("aria.mjs", ...args, "--page", "places/kent.html").last, "0 passed, 1 failed");
    assert.equal(run("aria.mjs", ...args, "--page", "places/kent.html", "--update").status, 0);
    const file = join(references, "places/kent.aria.yml");
    const reference = readFileSync(file, "utf8");
    assert.match(reference, /rowheader "Re-referrals"/);
    assert.equal(run("aria.mjs", ...args).last, "1 passed, 0 failed");

    writeFileSync(file, reference.replace('"Re-referrals"', '"Referrals"'));
    const { status, stdout } = run("aria.mjs", ...args);
    assert.equal(status, 1);
    assert.match(stdout, /^- .*rowheader "Referrals"/m);
    assert.match(stdout, /^\+ .*rowheader "Re-referrals"/m);
  });
});
