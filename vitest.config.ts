import { defineConfig } from 'vitest/config';

/** Where CI wants a JSON report of the results, beside the usual lines. */
const report = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    testTimeout: 30_000,
    // On two cores vitest would take one worker, and many tests wait for servers and processes.
    maxWorkers: '100%',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
