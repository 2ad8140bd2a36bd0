import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable'];

const found = places.find((place) => existsSync(place));

/** Why tests in a browser are skipped; undefined where they run. Never skipped in CI: there, a missing browser is a failure. */
export const withoutChromium: string | undefined =
  found === undefined && process.env.CI === undefined
    ? 'Chromium is not installed (apt-get install chromium)'
    : undefined;

/** Starts Chromium without a window, with an empty profile of its own that goes when it is closed, and without calls home. */
export function launchChromium(): Promise<Browser> {
  if (found === undefined) throw new Error(`no Chromium at ${places.join(', ')}: apt-get install chromium`);
  return chromium.launch({
    executablePath: found,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
