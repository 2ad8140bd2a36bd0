import { gunzipSync } from 'node:zlib';

/** All that a report has packed in it, index and texts, as one text. */
export const packedTexts = (page: string): string =>
  [...page.matchAll(/<script type="application\/gzip" id="[^"]+">([^<]*)<\/script>/g)]
    .map(([, data]) => gunzipSync(Buffer.from(data!.trim(), 'base64')).toString('utf8'))
    .join('\n');
