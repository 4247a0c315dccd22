// What the commands share.

/**
 * Runs a command: `work` says whether all is well (0) or something was found (1). What was called wrongly, or could
 * not be done at all, ends with 2.
 */
export async function command(usage, optionsOf, work) {
  let options;
  try {
    options = optionsOf();
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = (await work(options)) ? 0 : 1;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
