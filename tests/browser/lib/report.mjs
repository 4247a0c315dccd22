// What the checks found, for people: one paragraph for each thing to mend, with the pages that have it.

const LISTED = 5;

const placeOf = ({ site, page, mode }) => `${site}/${page}${mode ? ` (${mode})` : ""}`;

// What was found stands once if it is the same everywhere, else beside each page.
function linesOf(faults) {
  const founds = new Set(faults.map((fault) => fault.found ?? ""));
  const [found] = founds;
  if (founds.size === 1) return [...(found ? [found] : []), ...new Set(faults.map((fault) => `at ${placeOf(fault)}`))];
  return [...new Set(faults.map((fault) => `at ${placeOf(fault)}: ${fault.found}`))];
}

function paragraphs(faults) {
  const groups = new Map();
  for (const fault of faults) {
    const what = [fault.rule, fault.selector, fault.advice].map((line) => line.replace(/\s*\n\s*/g, " ")).join("\n  ");
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
  parts.push(`${pages} pages`);
  return `${parts.join("\n\n")}\n${passed} passed, ${failed} failed`;
}
