// Prints `N passed, N failed` over vitest's JSON reports. A file that failed to load counts as one failure. So does
// a suite without a test that ran: its report is not there (lint or types ended it), or has nothing in it.
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  if (report.numPassedTests + report.numFailedTests === 0 && report.testResults.length === 0) failed += 1;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  failed += report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
