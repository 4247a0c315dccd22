// HTML validation, in a thread of its own: it is slow on long tables and would hold up the browser.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, isMainThread, Worker, workerData } from "node:worker_threads";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const CONFIG = {
  root: true,
  // The living standard counts neither as sectioning any more, so a header of a table may hold them.
  elements: ["html5", { details: { sectioning: false }, blockquote: { sectioning: false } }],
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    "attr-quotes": "error",
    "no-dup-class": "error",
    "no-implicit-close": "error",
    // Off: integrity hashes guard against other hosts, and no page may use another host.
    "require-sri": "off",
  },
};

function faultsOf(validator, file) {
  const report = validator.validateStringSync(readFileSync(file, "utf8"), file);
  return report.results
    .flatMap((result) => result.messages)
    .map((message) => ({
      rule: `html/${message.ruleId}`,
      selector: message.selector ?? "html",
      advice: message.message,
      found: `line ${message.line}, column ${message.column}`,
    }));
}

/** Validates files; resolves to the faults of each, in order. */
export function validate(files) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: files });
  return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
}

if (!isMainThread) {
  const validator = new HtmlValidate(new StaticConfigLoader(CONFIG));
  parentPort.postMessage(workerData.map((file) => faultsOf(validator, file)));
}
