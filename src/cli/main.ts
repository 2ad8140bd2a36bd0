#!/usr/bin/env node
import { main } from './program.ts';

// Who reads the result may stop early, as `| head` does; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await main(process.argv, {
  cwd: process.cwd(),
  env: process.env,
  live: process.stderr.isTTY === true,
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
  exit: (status) => {
    process.exitCode = status;
  },
});
