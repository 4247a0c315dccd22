// A whole month on the service, from the first administrator to the reader, by people without scripts and without a
// mouse; every page that they meet is then checked like those of the site.

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { beside } from "./lib/beside.mjs";
import { launch } from "./lib/browser.mjs";
import { checkPage, MODES, openTabs } from "./lib/check.mjs";
import { command } from "./lib/command.mjs";
import { validate } from "./lib/markup.mjs";
import * as identity from "./lib/provider.mjs";
import { load, records } from "./lib/records.mjs";
import { report } from "./lib/report.mjs";
import { keep, Walker } from "./lib/walk.mjs";

const USAGE = "usage: node service.mjs --program FILE [--out DIR]";
const PASSWORD = "lantern otter gravel 57";
const CLIENT = "scorecards";
const SECRET = "a secret of the tests";
const PEOPLE = [
  ["manager", "Manager of Eastvale", "manager", "eastvale"],
  ["checker", "Second analyst", "checker", ""],
  ["analyst", "Analyst", "analyst", ""],
  ["director", "Director", "director", ""],
  ["commissioner", "Commissioner", "commissioner", ""],
  ["provider", "Provider of youth hubs", "provider", "eastvale"],
  ["governance", "Information governance", "information governance", ""],
  ["reader", "Member of the committee", "reader", ""],
];
const SCORECARD = `title = "Children’s scorecard"
[sections.monthly]
title = "Monthly"
indicators = ["REFER", "PLANS", "NEET"]
periods = "4 months"
columns = ["periods", "rating"]
commentary = { on = ["red", "amber", "green"], levels = ["district"], role = "Head of service" }
[sections.visits]
title = "Visits"
indicators = ["VISITS"]
periods = "1 month"
columns = ["periods", "rating"]
[[pages]]
id = "county"
title = "Northshire"
places = ["level:county"]
sections = ["monthly", "visits"]
[[pages]]
id = "district"
title = "Districts"
places = ["level:district"]
sections = ["monthly", "visits"]
`;

function optionsOf() {
  const { values } = parseArgs({ options: { program: { type: "string" }, out: { type: "string" } } });
  if (!values.program) throw new Error("name the --program");
  return values;
}

// A day so many days from today, as files have it.
function day(from) {
  const at = new Date();
  at.setDate(at.getDate() + from);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}

// Runs the program to its end, and gives what it prints.
function run(program, ...said) {
  const done = spawnSync(program, said, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`bellwether ${said[0]} failed: ${done.stderr}`);
  return done.stdout;
}

function newFolder(program, folder) {
  run(program, "new", folder);
  writeFileSync(join(folder, "scorecards/children.toml"), SCORECARD);
  appendFileSync(join(folder, "framework.toml"), '\n[audiences.committee]\ntitle = "Committee"\n');
  mkdirSync(join(folder, "calendars"), { recursive: true });
  const days = [["cut-off", -3], ["commentary-due", 2], ["sign-off", 5], ["publication", 7], ["meeting", 20]];
  const rows = days.map(([kind, from]) => `${kind},${day(from)},October`);
  writeFileSync(join(folder, "calendars/year.csv"), `calendar,date,name\n${rows.join("\n")}\n`);
  load(folder, (...said) => run(program, ...said));
}

// Starts the service; resolves to its address and the link of the first administrator once it listens.
function serve(program, folder, issuer) {
  const settings = ["--listen", "127.0.0.1:0", "--provider", issuer, "--provider-client", CLIENT, "--readers-audience", "committee"];
  const service = spawn(program, ["serve", folder, ...settings], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, BELLWETHER_PROVIDER_SECRET: SECRET },
  });
  const said = new Promise((resolve, reject) => {
    let first = "";
    createInterface({ input: service.stderr }).on("line", (line) => {
      first = line.match(/make the first at (\S+)/)?.[1] ?? first;
      const origin = line.match(/ is at (http:\S+)\/$/)?.[1];
      if (origin) resolve({ origin, first });
    });
    service.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return { service, said };
}

async function accounts(come, first) {
  const administrator = await come();
  await administrator.go(first);
  await administrator.see("first-administrator");
  await administrator.type("Name to sign in with", "administrator");
  await administrator.type("Your name or role, as others see it", "Administrator");
  await administrator.type("New password", "easy");
  await administrator.type("New password again", "easy");
  await administrator.press("Make the account");
  await administrator.see("first-administrator-wrong", "There is a problem");
  await administrator.type("New password", PASSWORD);
  await administrator.type("New password again", PASSWORD);
  await administrator.press("Make the account");
  const people = {};
  for (const [name, title, role, place] of PEOPLE) {
    await administrator.go("/accounts");
    if (role === "manager") await administrator.see("accounts", "Add an account");
    await administrator.type("Name to sign in with", name);
    await administrator.type("Name or role, as others see it", title);
    await administrator.press("Add the account");
    const link = (await administrator.text()).match(/http:\S+\/invitation\/\S+/)?.[0];
    if (!link) throw new Error(`there is no invitation for ${name}:\n${await administrator.text()}`);
    await administrator.choose("Role", role);
    await administrator.choose("Where", place || "everywhere");
    await administrator.press("Give the role");
    if (role === "manager") await administrator.see("account", "The role was given.");
    people[name] = await come();
    await people[name].go(link);
    if (role === "manager") await people[name].see("invitation");
    if (role === "reader") {
      await people[name].follow("Use the council’s sign-in");
      await identity.signIn(people[name].page, "member");
      await people[name].see("signed-in-by-provider");
      continue;
    }
    await people[name].type("New password", PASSWORD);
    await people[name].type("New password again", PASSWORD);
    await people[name].press("Set the password");
  }
  return people;
}

// Whom the provider knows and the service doesn't is nobody here; whom both know needs no password.
async function provider(come) {
  const stranger = await come();
  await stranger.go("/sign-in");
  await stranger.see("sign-in", "Use the council’s sign-in");
  await stranger.follow("Use the council’s sign-in");
  await identity.signIn(stranger.page, "stranger");
  await stranger.see("sign-in-stranger", "Sign in");
  const member = await come();
  await member.go("/account");
  await member.follow("Use the council’s sign-in");
  await identity.signIn(member.page, "member");
  await member.see("account-member", "Your account", "Member of the committee");
}

async function month({ manager, checker, analyst, director, reader }, come) {
  await manager.go("/board");
  await manager.see("board-manager", "What waits for you", "in 2 days");
  await manager.follow("Write: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale");
  await manager.see("text-to-write", "What the figure says", "Not written");
  await manager.type("The text", " ");
  await manager.press("Submit");
  await manager.see("text-empty", "Write something");
  await manager.type("The text", "It is 99.9%.\n\nSee LCS123456.");
  await manager.press("Submit");
  await manager.see("text-pointed-out", "look at what is pointed out first");
  await manager.type("The text", "Two colleges opened new courses.\n\n- More will come.");
  await manager.press("Submit");
  await manager.see("text-submitted", "It is submitted");

  await checker.go("/board");
  await checker.see("board-checker", "Approve or return");
  await checker.follow("Approve or return: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale");
  await checker.type("Say something of it", "Which colleges?");
  await checker.press("Comment");
  await checker.see("text-to-approve", "Your comment stands beside it.", "Which colleges?");
  await checker.type("Why it is returned", "Say which colleges.");
  await checker.press("Return");
  await checker.see("text-given-back", "It is returned.");

  await manager.go("/board");
  await manager.follow("Change, since it was returned: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale");
  await manager.see("text-returned", "It was returned", "Say which colleges.");
  const other = await come();
  await other.go("/sign-in");
  await other.type("Name", "manager");
  await other.type("Password", "wrong");
  await other.press("Sign in");
  await other.see("sign-in-wrong", "Name or password is wrong");
  await other.type("Password", PASSWORD);
  await other.press("Sign in");
  await other.go("/board");
  await other.follow("Change, since it was returned: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale");
  await other.type("The text", "Two colleges in the north opened new courses.");
  await other.press("Keep as a draft");
  await manager.type("The text", "Two colleges opened new courses in September.");
  await manager.press("Submit");
  await manager.see("text-conflict", "Somebody else has written in the meantime", "Two colleges in the north");
  await manager.type("The text", "Two colleges in the north opened new courses in September.");
  await manager.press("Submit");

  await director.go("/board");
  await director.follow("Approve or return: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale");
  await director.unfold("History");
  await director.press("Approve");
  await director.see("text-approved", "It is approved");

  await analyst.go("/check");
  await analyst.press("Read the folder again");
  await analyst.see("check", "The folder was read again.");
  await analyst.go("/board/children/2023-10");
  await analyst.see("edition", "Draft a release");
  await analyst.press("Draft the release");
  await analyst.wait("Release 1: draft", 300);
  await analyst.follow("Release 1: draft");
  await analyst.see("life-own", "You drafted it");

  await checker.go("/board");
  await checker.follow("Check: release 1");
  await checker.see("life-to-check", "Check it");
  await checker.press("It is checked");
  await director.go("/board");
  await director.follow("Sign off: release 1");
  await director.press("Sign it off");
  await director.see("life-without-role", "Enter the role in which you sign it off");
  await director.type("The role in which you sign it off", "Director of Children’s Services");
  await director.press("Sign it off");
  await director.see("life-signed", "cannot change any more", "Publish it");
  const address = new URL(director.address()).pathname.replace("/life/", "/releases/");
  if ((await reader.go(`${address}/`)) !== 404) throw new Error("a reader finds a release before it is published");
  await reader.see("not-found", "Page not found");
  await director.type("When it is published", "");
  await director.press("Publish it");
  await director.see("life-published", "It is published.");

  await reader.go("/");
  await reader.see("releases", "published");
  if ((await reader.go(`${address}/`)) !== 200) throw new Error("a reader doesn’t find a release that is published");
  await reader.go("/account");
  await reader.type("What the token is for", "Dashboard");
  await reader.press("Make the token");
  await reader.see("account-token", "Copy it now");
}

// Every page that was met, in every mode, with what it was drawn for.
async function checkStates(browser, origin, states, files) {
  const result = { pages: states.length, passed: 0, failed: 0, faults: [], review: [] };
  const markup = await validate(files);
  for (const [index, { name, url, html, cookies }] of states.entries()) {
    const tabs = await openTabs(browser);
    for (const tab of [tabs.withScript, tabs.withoutScript]) {
      await tab.context().addCookies(cookies);
      await tab.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    }
    const record = (mode, faults) => {
      if (faults.length === 0) result.passed += 1;
      else result.failed += 1;
      result.faults.push(...faults.map((fault) => ({ site: "service", page: name, mode, ...fault })));
    };
    const site = { folder: "service", origin, address: () => url };
    await checkPage({ site, page: name, modes: MODES, keyboard: true }, tabs, new Map(), record, result.review);
    record("", markup[index]);
    await tabs.withScript.context().close();
    await tabs.withoutScript.context().close();
  }
  return result;
}

await command(USAGE, optionsOf, async ({ program, out }) => {
  const made = mkdtempSync(join(tmpdir(), "bellwether-service-"));
  const folder = join(made, "northshire");
  newFolder(program, folder);
  const form = join(made, "form.xlsx");
  run(program, "template", folder, "--place", "eastvale", "--period", "2023-10", "--to", form);
  const known = await identity.openProvider();
  const { service, said } = serve(program, folder, known.issuer);
  const browser = await launch();
  try {
    const { origin, first } = await said;
    identity.begin(known, CLIENT, SECRET, origin);
    const states = [];
    const met = async (name, state) => states.push({ name, ...state });
    const come = () => Walker.come(browser, origin, met);
    const people = await accounts(come, first);
    await provider(come);
    await month(people, come);
    await records(people);
    await beside(people, form);
    const result = await checkStates(browser, origin, states, keep(out ?? join(made, "pages"), states));
    console.log(report(result, false));
    return result.failed === 0;
  } finally {
    await browser.close();
    service.kill();
    known.server.close();
    known.server.closeAllConnections();
    rmSync(made, { recursive: true, force: true });
  }
});
