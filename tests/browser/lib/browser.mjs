// Finds and starts Chromium so that it speaks to this machine alone.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The Chromium named by `CHROMIUM`, or the first on the path. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: look in the next folder.
      }
    }
  }
  throw new Error(`no Chromium found: install one of ${NAMES.join(", ")}, or set CHROMIUM to its path`);
}

/** Starts Chromium without a window; only addresses of this machine can be reached. */
export function launch() {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--disable-sync",
      // A page is open for a second: to compile its code for speed costs more than it saves.
      "--js-flags=--no-turbofan",
      // A proxy that is not there: what is outside fails at once. Chromium does not use it for 127.0.0.1.
      "--proxy-server=http://127.0.0.1:9",
    ],
  });
}

/** What every page is looked at with; motion is off so that nothing is measured half-way through. */
export const CONTEXT = { reducedMotion: "reduce", locale: "en-GB", serviceWorkers: "block" };

/** The viewport for a width in CSS pixels: a phone is tall, a desktop is wide. */
export function viewport(width) {
  return { width, height: width < 600 ? 740 : 900 };
}
