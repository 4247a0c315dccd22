// What the checks found, for people: one paragraph for each thing to mend, with the places that have it.

const LISTED = 10;

function lineOf({ site, page, mode, selector, found }) {
  return `at ${site}/${page}${mode ? ` (${mode})` : ""}: ${selector}${found ? `, ${found}` : ""}`;
}

// One line for each selector first, then the other places that have them: a fault of a template is on every page.
function linesOf(faults) {
  const seen = new Set();
  const isNew = ({ selector }) => !seen.has(selector) && seen.add(selector);
  const firsts = faults.filter(isNew);
  return [...new Set([...firsts, ...faults].map(lineOf))];
}

function paragraphs(faults) {
  const groups = new Map();
  for (const fault of faults) {
    const what = `${fault.rule}\n  ${fault.advice.replace(/\s*\n\s*/g, " ")}`;
    groups.set(what, [...(groups.get(what) ?? []), fault]);
  }
  return [...groups].sort().map(([what, alike]) => {
    const lines = linesOf(alike);
    const listed = lines.slice(0, LISTED);
    if (lines.length > LISTED) listed.push(`and ${lines.length - LISTED} more`);
    return [what, ...listed].join("\n  ");
  });
}

/** The whole report; its last line is alone so that a program can read it. */
export function report({ pages, passed, failed, faults, review }, withReview) {
  const parts = paragraphs(faults);
  if (withReview) parts.push(...paragraphs(review).map((text) => `to look at: ${text}`));
  else if (review.length > 0) parts.push(`axe could not decide ${review.length} times; --review lists them`);
  parts.push(pages === 1 ? "1 page" : `${pages} pages`);
  return `${parts.join("\n\n")}\n${passed} passed, ${failed} failed`;
}
