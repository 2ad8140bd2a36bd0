import type { EvaluationEffort } from '../../src/core/effort.ts';

/**
 * Files of evaluations without the time that a server took to answer, which no two runs share: what is left is the
 * same to the byte. Hashes over such files are left out, and so are reports, which show it, too.
 */
export function timeless(files: ReadonlyMap<string, string>): ReadonlyMap<string, unknown> {
  return new Map(
    [...files]
      .filter(([name]) => !/(?:^|\/)(?:report|comparison)\.html$/.test(name))
      .map(([name, text]) => [
        name,
        /(?:^|\/)(?:evaluation|scores)\.json$/.test(name) ? withoutTimes(text) : text,
      ]),
  );
}

function withoutTimes(text: string): object {
  const {
    effort,
    digest: _,
    files: __,
    ...rest
  } = JSON.parse(text) as { effort: EvaluationEffort } & Record<string, unknown>;
  const { respond, judge } = effort;
  return {
    ...rest,
    effort: {
      respond: respond && { ...respond, latencyMs: null },
      judge: judge && { ...judge, latencyMs: null },
    },
  };
}
