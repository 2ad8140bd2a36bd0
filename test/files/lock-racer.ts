import { acquireLock } from '../../src/files/lock.ts';

/** Waits for a word on standard input, tries to take the lock, says how it went, and lives on. */
process.stdin.once('data', () => {
  try {
    acquireLock(process.argv[2]!);
    process.stdout.write('held\n');
  } catch {
    process.stdout.write('refused\n');
  }
});
process.stdout.write('ready\n');
