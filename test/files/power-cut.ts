import fs from 'node:fs';

/** What the file system says once the power is cut. */
export class PowerCut extends Error {}

const changing = [
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'linkSync',
] as const;

/**
 * Runs something and cuts the power before its n-th change to the file system (from 0): that change
 * and all after it fail without effect, those of its error handling included, just as if the
 * process had been killed there. Returns whether it came to that.
 */
export function cutPowerAt(count: number, run: () => void): boolean {
  const whole = new Map<string, unknown>();
  const patched = fs as unknown as Record<string, unknown>;
  let changes = 0;
  for (const name of changing) {
    const original = patched[name] as (...args: unknown[]) => unknown;
    whole.set(name, original);
    patched[name] = (...args: unknown[]) => {
      changes += 1;
      if (changes > count) throw new PowerCut(`${name} after the power cut`);
      return original.apply(fs, args);
    };
  }
  try {
    run();
    return false;
  } catch (error) {
    const causes = [error, (error as Error).cause];
    if (!causes.some((each) => each instanceof PowerCut)) throw error;
    return true;
  } finally {
    for (const [name, original] of whole) patched[name] = original;
  }
}
