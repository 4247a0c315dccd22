// axe, all rules on but for these.

import axe from "axe-core";

const OFF = {
  "color-contrast-enhanced": "asks for AAA, 7:1; the look asks for AA, 4.5:1, which color-contrast checks",
  "hidden-content": "never finds a fault: it only says that something on the page is hidden",
};
// About regions that scroll, so asked before the page is laid open.
const AS_IT_STANDS = ["scrollable-region-focusable"];
// Asked of the page laid open: axe cannot tell what is behind text that is scrolled away or under a sticky header.
const LAID_OPEN = axe
  .getRules()
  .filter((rule) => !rule.tags.includes("deprecated"))
  .map((rule) => rule.ruleId)
  .filter((rule) => !(rule in OFF) && !AS_IT_STANDS.includes(rule));

// In the page: only what there is to tell leaves it, since the whole of axe's results is large.
async function inPage(rules) {
  const results = await window.axe.run(document, {
    runOnly: { type: "rule", values: rules },
    resultTypes: ["violations", "incomplete"],
  });
  const tell = (result) =>
    result.nodes.map((node) => ({
      rule: `axe/${result.id}`,
      selector: node.target.flat().join(" "),
      // Without sizes, so that what is wrong for one reason is told once.
      advice: `${result.help}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")}`.replace(/[\d.]+(?=px|pt)/g, "…"),
      html: node.html,
    }));
  return JSON.stringify({ faults: results.violations.flatMap(tell), review: results.incomplete.flatMap(tell) });
}

const run = async (page, rules) => JSON.parse(await page.evaluate(inPage, rules));

/** Puts axe into every page that the context opens from now on. */
export function addAxe(context) {
  return context.addInitScript({ content: axe.source });
}

/**
 * Runs axe on a page that holds inside-contrast.js: what is wrong, and what a person should look at.
 * The page is changed: load it again for anything else.
 */
export async function runAxe(page) {
  const standing = await run(page, AS_IT_STANDS);
  await page.evaluate(() => window.checks.contrast.unfold());
  const open = await run(page, LAID_OPEN);
  // The contrast of text in drawings has a rule of its own.
  const undecided = open.review.filter(({ html }) => !/^<text[\s>]/.test(html));
  return { faults: [...standing.faults, ...open.faults], review: [...standing.review, ...undecided] };
}
