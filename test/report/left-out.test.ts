import { expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { part } from './read-page.ts';
import { several } from './several.ts';

const data = { ...several({ models: 2, rows: 8, scenarios: ['travel'] }), attack: null };

test('what is known of the judges and left out is told among the remarks, before those on scores', async () => {
  const why = 'what probes found of local/a is left out: <the specs> are others by now';
  const quiet = data.evaluations.map((each) => ({ ...each, summary: { ...each.summary, remarks: [] } }));
  const told = part(await renderReport({ ...data, evaluations: quiet, remarks: [why] }), 'method');
  expect(told).toContain('what probes found of local/a is left out: &lt;the specs&gt; are others by now');
  expect(told).toContain('None on the scores.');
  const silent = part(await renderReport({ ...data, evaluations: quiet, remarks: [] }), 'method');
  expect(silent).toContain('<h3>Remarks</h3><p>None.</p>');
});
