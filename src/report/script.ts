import { sha256 } from '../core/hash.ts';
import { pageScript } from './page-script.ts';

/**
 * All that runs in the page: buttons that save tables as CSV, and the list of items. Without it everything but
 * the items can be read. Its source is client/.
 */
export const script = pageScript;

/** What the page may load and run: nothing but its own style and this script. */
export const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${Buffer.from(sha256(script), 'hex').toString('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
