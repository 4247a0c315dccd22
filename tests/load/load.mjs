// The service under load, measured from this machine: a page of a scorecard for everybody and for somebody who is
// signed in, at a fixed rate, while the service has one core.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import autocannon from "autocannon";

const USAGE = "usage: node load.mjs --program FILE --framework FOLDER --page PATH [--rate 500] [--seconds 20]";
const PASSWORD = "lantern otter gravel 57";

function optionsOf() {
  const { values } = parseArgs({
    options: {
      program: { type: "string" },
      framework: { type: "string" },
      page: { type: "string" },
      rate: { type: "string", default: "500" },
      seconds: { type: "string", default: "20" },
    },
  });
  if (!values.program || !values.framework || !values.page) throw new Error(USAGE);
  return { ...values, rate: Number(values.rate), seconds: Number(values.seconds) };
}

function run(program, ...given) {
  const made = spawnSync(program, given, { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`${given.join(" ")} failed: ${made.stderr}`);
}

// On one core, where this system can say so.
function serve(program, folder) {
  const line = [program, "serve", folder, "--listen", "127.0.0.1:0", "--log", "error"];
  const pinned = spawnSync("taskset", ["-c", "0", "true"]).status === 0 ? ["taskset", "-c", "0", ...line] : line;
  const service = spawn(pinned[0], pinned.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
  const said = new Promise((resolve, reject) => {
    let first = "";
    createInterface({ input: service.stderr }).on("line", (text) => {
      first = text.match(/make the first at (\S+)/)?.[1] ?? first;
      const origin = text.match(/ is at (http:\S+)\/$/)?.[1];
      if (origin) resolve({ origin, first });
    });
    service.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return { service, said };
}

// Somebody at a browser, as far as forms need one.
class Visitor {
  #cookies = new Map();

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(url) {
    return this.#answer(await fetch(url, { headers: { cookie: this.cookie }, redirect: "manual" }));
  }

  /** Sends the form of a page. */
  async send(page, to, fields) {
    const token = (await this.get(page)).match(/name="form_token" value="([^"]+)"/)[1];
    const body = new URLSearchParams({ ...fields, form_token: token });
    return this.#answer(await fetch(to, { method: "POST", body, headers: { cookie: this.cookie }, redirect: "manual" }));
  }

  async #answer(response) {
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      this.#cookies.set(name, value);
    }
    if (response.status >= 400) throw new Error(`${response.url}: ${response.status}`);
    return response.text();
  }
}

async function manager(origin, first) {
  const administrator = new Visitor();
  const chosen = { password: PASSWORD, again: PASSWORD };
  await administrator.send(first, first, { name: "administrator", title: "Administrator", ...chosen });
  const accounts = `${origin}/accounts`;
  const made = await administrator.send(accounts, accounts, { name: "manager", title: "Manager" });
  const invitation = made.match(/http:\S+\/invitation\/[^<\s]+/)[0];
  const account = (await administrator.get(accounts)).match(/\/accounts\/(\d+)">Manager</)[1];
  await administrator.send(`${accounts}/${account}`, `${accounts}/${account}/roles`, { role: "manager", place: "" });
  const manager = new Visitor();
  await manager.send(invitation, invitation, chosen);
  return manager;
}

async function measure(who, url, cookie, { rate, seconds }) {
  const headers = cookie ? { cookie } : {};
  await autocannon({ url, headers, connections: 20, overallRate: rate, duration: 3 });
  const { latency, requests, non2xx, errors, timeouts } = await autocannon({
    url,
    headers,
    connections: 20,
    overallRate: rate,
    duration: seconds,
  });
  const row = { who, "requests a second": requests.average, "median, ms": latency.p50, "p99, ms": latency.p99, "slowest, ms": latency.max };
  return { ...row, refused: non2xx + errors + timeouts };
}

const options = optionsOf();
const made = mkdtempSync(join(tmpdir(), "bellwether-load-"));
const folder = join(made, "framework");
let service;
try {
  cpSync(options.framework, folder, { recursive: true });
  run(options.program, "release", "draft", folder);
  run(options.program, "release", "ready", folder, "1");
  run(options.program, "release", "sign-off", folder, "1", "--role", "Director");
  run(options.program, "release", "publish", folder, "1");
  const started = serve(options.program, folder);
  service = started.service;
  const { origin, first } = await started.said;
  const url = `${origin}/releases/1/${options.page}`;
  const { cookie } = await manager(origin, first);
  const rows = [await measure("everybody", url, "", options), await measure("a manager", url, cookie, options)];
  console.table(rows);
  process.exitCode = rows.every((row) => row.refused === 0) ? 0 : 1;
} finally {
  service?.kill();
  rmSync(made, { recursive: true, force: true });
}
