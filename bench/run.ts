/** `npm run bench -- <name>…`: benchmarks that print ratios against a named baseline, measured in the same run. */

const benchmarks: Readonly<Record<string, () => Promise<{ run(): Promise<void> }>>> = {
  attack: () => import('./attack/run.ts'),
  correction: () => import('./correction/run.ts'),
  dedup: () => import('./dedup/run.ts'),
  deliberation: () => import('./deliberation/run.ts'),
  embed: () => import('./embed/run.ts'),
  evaluate: () => import('./evaluate/run.ts'),
  judge: () => import('./judge/run.ts'),
  mining: () => import('./mining/run.ts'),
  quality: () => import('./quality/run.ts'),
  report: () => import('./report/run.ts'),
  startup: () => import('./startup.ts'),
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `unknown benchmark: ${unknown.join(', ')}; known: ${Object.keys(benchmarks).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  for (const name of names.length > 0 ? names : Object.keys(benchmarks))
    await (await benchmarks[name]!()).run();
}

await main(process.argv.slice(2));
