import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { progressPrinter } from '../../src/cli/progress.ts';
import { emptyTally } from '../../src/run/progress.ts';

function printed(mode: 'text' | 'events' | 'none', live = false) {
  let text = '';
  const io = {
    cwd: '.',
    env: {},
    live,
    out: () => {},
    note: (part: string) => {
      text += part;
    },
    exit: () => {},
  };
  const printer = progressPrinter(io, mode);
  printer.onEvent({ type: 'stage', stage: 'relevance', index: 4, of: 7, records: 12 });
  for (let fault = 0; fault < 20; fault += 1)
    printer.onEvent({ type: 'fault', to: 'local/m', detail: 'status 503', retryInMs: 500 });
  printer.onEvent({ type: 'progress', stage: 'relevance', done: 3, total: 12, tally: emptyTally() });
  printer.onEvent({ type: 'closed', stage: 'relevance', in: 12, out: 10, lost: 2 });
  printer.stop();
  return text;
}

test('plain lines tell stages, losses and a server in trouble, once', () => {
  const text = printed('text');
  expect(text).toContain('[4/7] relevance');
  expect(text).toContain('12 in, 10 out, 2 left the line');
  expect(text.split('status 503')).toHaveLength(2);
});

test('events are one JSON document per line', () => {
  const events = printed('events')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map((event) => event.type)).toEqual([
    'stage',
    ...Array(20).fill('fault'),
    'progress',
    'closed',
  ]);
});

test('how a model goes on with turns is told in a line', () => {
  let text = '';
  const io = { cwd: '.', env: {}, live: false, out: () => {}, exit: () => {} };
  const note = (part: string) => {
    text += part;
  };
  const told = { type: 'continuation', role: 'subject', model: 'vllm/m', detail: 'tried out' } as const;
  const printer = progressPrinter({ ...io, note }, 'text');
  printer.onEvent({ ...told, way: 'chat' });
  printer.onEvent({ ...told, way: 'completions' });
  expect(stripVTControlCharacters(text).split('\n')).toEqual([
    'vllm/m goes on with turns that have begun by chat (continue_final_message): tried out',
    'vllm/m goes on with turns that have begun by the completions route: tried out',
    '',
  ]);
});

test('quiet is quiet', () => {
  expect(printed('none')).toBe('');
});

test('a download is named when it begins, with its size where that is known', () => {
  let text = '';
  const note = (part: string) => {
    text += part;
  };
  const io = { cwd: '.', env: {}, live: false, out: () => {}, note, exit: () => {} };
  const printer = progressPrinter(io, 'text');
  const file = { type: 'download', model: 'someone/tiny', loadedBytes: 0 } as const;
  printer.onEvent({ ...file, file: 'config.json', totalBytes: null });
  printer.onEvent({ ...file, file: 'onnx/model.onnx', totalBytes: 23_400_000 });
  printer.stop();
  const plain = stripVTControlCharacters(text);
  expect(plain).toContain('downloading someone/tiny: config.json, 0.0 MB\n');
  expect(plain).toContain('downloading someone/tiny: onnx/model.onnx, 0.0 MB of 23.4 MB\n');
});
