#!/usr/bin/env node
import { main } from './program.ts';

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
