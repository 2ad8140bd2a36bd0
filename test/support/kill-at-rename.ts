import fs from 'node:fs';

/**
 * Preloaded into a process: ends it by SIGKILL right before or after its n-th rename
 * (`KILL_AT_RENAME=3:before`), or, with a file named by `LIST_RENAMES`, lists there what each one led to.
 */
const [number = '0', moment] = (process.env.KILL_AT_RENAME ?? '').split(':');
const listFile = process.env.LIST_RENAMES;
const rename = fs.renameSync;
let renames = 0;

fs.renameSync = (from, to) => {
  renames += 1;
  const due = renames === Number(number);
  if (due && moment === 'before') process.kill(process.pid, 'SIGKILL');
  rename(from, to);
  if (due && moment === 'after') process.kill(process.pid, 'SIGKILL');
  if (listFile !== undefined) fs.appendFileSync(listFile, `${to}\n`);
};
