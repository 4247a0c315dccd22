// Records: an extract that is loaded and measured before the service starts, and those who look at what is behind a
// figure. All records are made up.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FRAMEWORK = {
  "indicators/visits.toml": `[VISITS]
title = "Percentage of visits made within 10 days"
polarity = "high"
unit = "percent"
decimals = 1
basis = "month"
frequency = "month"
places = ["county", "district"]
definition = "Visits asked for in the month that were made within 10 days, out of all that were asked for."
source = "case-system"
rating = { scheme = "points", within = "5" }
[VISITS.measure]
facts = "visits"
numerator = "is_in_time"
denominator = "*"
date = "asked_date"
`,
  "facts/visits.sql": `SELECT
  visit_id AS record,
  child_id AS person,
  district AS place,
  asked_on AS asked_date,
  asked_on + 10 AS due_date,
  visited_on AS done_date,
  coalesce(visited_on <= asked_on + 10, FALSE) AS is_in_time
FROM visits
`,
  "sources/visits.toml": `[visits]
title = "Visits"
key = ["visit_id"]
[visits.columns]
visit_id = { type = "text", visibility = "listed" }
child_id = { type = "text", visibility = "listed" }
child_name = { type = "text", visibility = "dropped" }
asked_on = { type = "date", visibility = "listed" }
visited_on = { type = "date", visibility = "measured" }
district = { type = "text", visibility = "measured", place = true }
`,
  "targets/visits.csv": "indicator,place,period,target\nVISITS,*,FY2023-24,80\n",
};
// Of those in Eastvale one is made in time, one four days late and one not yet; one is of a restricted child. The last
// row has a day that there is not.
const EXTRACT = {
  "visits.csv": `visit_id,child_id,child_name,asked_on,visited_on,district
visit-1,child-1,Dropped Name,2023-10-02,2023-10-12,eastvale
visit-2,child-2,Dropped Name,2023-10-02,2023-10-16,eastvale
visit-3,child-3,Dropped Name,2023-10-21,,eastvale
visit-4,child-4,Dropped Name,2023-10-03,2023-10-04,eastvale
visit-5,child-5,Dropped Name,2023-10-03,2023-10-05,westmoor
visit-6,child-6,Dropped Name,31/02/2023,,westmoor
`,
  "restricted_people.csv": "person_id,reason\nchild-4,adoption\n",
};
const HIDDEN = ["visit-4", "child-4", "Dropped Name", "visit-5"];
// What only screen readers are told stands apart.
const OCTOBER = "October 2023 : Percentage of visits made within 10 days";
const WHY = "Why do you look at these records?";
const EXPORT = "Take them out as CSV";
const NO_REASON = "Enter why you look at these records";
const SUPERVISION = "Before the supervision of October";
const AUDIT = "For the audit of visits";

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Puts a measured indicator into a framework folder, and loads an extract. `run` runs the program; it gives what it says. */
export function load(folder, run) {
  const extract = join(dirname(folder), "extract");
  write(folder, FRAMEWORK);
  write(extract, EXTRACT);
  const loaded = run("load", folder, extract, "--taken", "2023-11-06", "--specimen");
  if (!loaded.includes("1 wrong-type")) throw new Error(`a day that there is not is no refused row:\n${loaded}`);
  run("measure", folder, "--keep");
}

async function hides(person, ...hidden) {
  const text = await person.text();
  const shown = hidden.find((words) => text.includes(words));
  if (shown) throw new Error(`"${shown}" is shown at ${person.address()}:\n${text}`);
}

async function look(manager) {
  await manager.go("/records");
  await manager.see("records", "taken on 6 November 2023", "These records are made up.", "Figures of Eastvale");
  await manager.follow(OCTOBER);
  await manager.see("records-ask", "What you will see", "Taken on 6 November 2023");
  await manager.press("Show the records");
  await manager.see("records-no-reason", "There is a problem", NO_REASON);
  await hides(manager, "visit-1", "50.0%", EXPORT);
  await manager.type(WHY, SUPERVISION);
  await manager.press("Show the records");
  const late = "visit-2\tchild-2\t2 October 2023\tEastvale\t4\tbelow the line only";
  const restricted = "Counted and not listed, since nobody may see who they are about: 1 record.";
  await manager.see("records-seen", "50.0% (2 of 4)", "red: ", SUPERVISION, "Cases that hold the figure back", late, restricted);
  await hides(manager, ...HIDDEN, EXPORT);
}

// What is another’s is as if it were not there.
async function elsewhere(manager) {
  for (const path of ["/records/VISITS/northshire/2023-10", "/records?place=westmoor", "/records/VISITS/westmoor/2023-10"]) {
    if ((await manager.go(path)) !== 404) throw new Error(`a manager of Eastvale finds ${path}`);
  }
  await manager.see("records-elsewhere", "Page not found");
  await manager.go("/records/NEET/eastvale/2023-10");
  await manager.see("records-not-measured", "This indicator isn’t measured from records.");
}

async function takeOut(analyst) {
  await analyst.go("/records");
  await analyst.choose("Place", "Eastvale");
  await analyst.press("Show its figures");
  await analyst.see("records-of-a-place", "Figures of Eastvale");
  await analyst.follow(OCTOBER);
  await analyst.press(EXPORT);
  await analyst.see("records-export-no-reason", "There is a problem", NO_REASON);
  await analyst.type(WHY, AUDIT);
  await analyst.press("Show the records");
  await analyst.see("records-seen-to-export", "visit-2", "That is written to the audit log again, with the same reason.");
  const { name, text } = await analyst.take(EXPORT);
  if (name !== "specimen-records-VISITS-eastvale-2023-10.csv") throw new Error(`the file of records is called ${name}`);
  const isWhole = ["visit-1", "visit-2", "visit-3"].every((visit) => text.includes(visit));
  if (!isWhole || HIDDEN.some((words) => text.includes(words))) throw new Error(`the file of records says:\n${text}`);
}

// What was refused was not looked at, and is not in the log.
async function log(governance) {
  const figure = "\tVISITS at eastvale in 2023-10\t3 records of the extract 2023-11-06-";
  await governance.go("/audit");
  await governance.see("audit-records", `looked at records${figure}`, `: ${SUPERVISION}`, `exported records${figure}`, `: ${AUDIT}`);
  const looks = (await governance.text()).split("looked at records").length - 1;
  if (looks !== 2) throw new Error(`two looks at records are ${looks} in the log`);
}

/** Goes through all of them. */
export async function records({ manager, analyst, governance }) {
  await look(manager);
  await elsewhere(manager);
  await takeOut(analyst);
  await log(governance);
}
