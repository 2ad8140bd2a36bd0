import type { FunnelRow } from '../../src/core/funnel.ts';
import type { Fault } from './verify-faults.ts';
import type { Copy } from './verify-support.ts';

/** Changes a row of the funnel. */
const editFunnel = (copy: Copy, stage: string, change: (row: FunnelRow) => FunnelRow): void => {
  const rows = JSON.parse(copy.read('funnel.json')) as readonly FunnelRow[];
  copy.write('funnel.json', JSON.stringify(rows.map((row) => (row.stage === stage ? change(row) : row))));
};

/** Faults of the funnel. */
export const funnelFaults: readonly Fault[] = [
  {
    name: 'a row of the funnel loses records',
    fails: ['counts'],
    says: /^funnel\.json: relevance took in \d+, and keep \+ turn \+ drop \+ hold \+ fail is \d+/,
    plant: (copy) => editFunnel(copy, 'relevance', (row) => ({ ...row, in: row.in + 1 })),
  },
  {
    name: 'a row of the funnel hands on more than it has',
    fails: ['counts'],
    says: /^funnel\.json: dedup handed on \d+, and keep \+ into is \d+/,
    plant: (copy) => editFunnel(copy, 'dedup', (row) => ({ ...row, out: row.out + 1 })),
  },
  {
    name: 'records are lost between two stages',
    fails: ['counts'],
    says: /^funnel\.json: \d+ records left synthesize, and \d+ came to rewrite/,
    plant: (copy) => editFunnel(copy, 'rewrite', (row) => ({ ...row, passedBy: row.passedBy - 1 })),
  },
  {
    name: 'the reasons of drops do not add up',
    fails: ['counts'],
    says: /^funnel\.json: balance has \d+ of drop, and their reasons add up to \d+/,
    plant: (copy) => editFunnel(copy, 'balance', (row) => ({ ...row, by: { ...row.by, 'drop:other': 3 } })),
  },
];
