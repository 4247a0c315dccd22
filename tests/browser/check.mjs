// Every check on every page of some sites.

import { parseArgs } from "node:util";
import { checkSites } from "./lib/check.mjs";
import { command } from "./lib/command.mjs";
import { report } from "./lib/report.mjs";

const USAGE = "usage: node check.mjs --site DIR [--site DIR2 …] [--every-mode] [--sample N] [--review]";

function optionsOf() {
  const { values } = parseArgs({
    options: {
      site: { type: "string", multiple: true },
      "every-mode": { type: "boolean", default: false },
      sample: { type: "string", default: "1" },
      review: { type: "boolean", default: false },
    },
  });
  const sample = Number(values.sample);
  if (!values.site) throw new Error("name at least one --site");
  if (!Number.isInteger(sample) || sample < 0) throw new Error("--sample takes a whole number");
  return { folders: values.site, everyMode: values["every-mode"], sample, review: values.review };
}

function progress(done, all) {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} pages\x1b[K${done === all ? "\n" : ""}`);
}

await command(USAGE, optionsOf, async (options) => {
  const result = await checkSites({ ...options, progress });
  console.log(report(result, options.review));
  return result.failed === 0;
});
