/** How many of something were done in a second. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
}

/** Prints rates with their ratio to the baseline's. */
export function printRates(title: string, unit: string, baseline: Rate, rates: readonly Rate[]): void {
  process.stdout.write(`${title}\n`);
  for (const { name, perSecond } of [baseline, ...rates]) {
    const cells = [
      `  ${name}`.padEnd(34),
      perSecond.toFixed(0).padStart(12),
      `${unit} a second`,
      (perSecond / baseline.perSecond).toPrecision(3).padStart(9),
    ];
    process.stdout.write(`${cells.join(' ')} × ${baseline.name}\n`);
  }
}
