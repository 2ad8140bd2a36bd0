import type { Response } from '../../src/core/entity.ts';
import type { Task } from '../../src/core/task.ts';
import { rehearsalModel } from '../../src/model/rehearsal.ts';
import { serveRehearsal } from '../../src/model/rehearsal-server.ts';
import { respond } from '../../src/run/evaluate.ts';
import { tasks } from '../../src/tasks/index.ts';
import { makeProject } from '../support/project.ts';

/** The same subject twice: in this process, and behind HTTP. */
const subjects = { here: 'rehearsal/reasoning', http: 'local/reasoning' } as const;

/** What a method came to, with all that does not depend on where the subject runs. */
export type Told = Pick<Response, 'item' | 'method' | 'answer' | 'reasoning' | 'finish' | 'usage' | 'steps'>;

/** A dataset of six prompts, and the reasoning rehearsal to be asked about them in both ways. */
export async function bothWays() {
  const project = makeProject({ unsafe: { generated: 4 }, safe: { generated: 2 } });
  await project.run({ until: 'export' });
  const server = await serveRehearsal(rehearsalModel(tasks as readonly Task<never, unknown>[]), { port: 0 });
  const providers = `providers:\n  local: { type: openai, baseUrl: "${server.url}" }\nmodels:`;
  for (const [name, model] of Object.entries(subjects)) {
    const subject = `{ model: ${model}, kind: reasoning, reasoning: { open: "<think>\\n", close: </think> } }`;
    const pipeline = project.read(project.pipeline).replace('models:', providers);
    project.write(`pipelines/${name}.yaml`, pipeline.replace(/^ {2}subject: .*$/m, `  subject: ${subject}`));
  }
  return {
    /** Asks all six prompts by a method. */
    async told(method: string, name: keyof typeof subjects): Promise<readonly Told[]> {
      const out = `results/${name}-${method.replace(/\W+/g, '-')}`;
      const asked = { cwd: project.root, env: {}, pipeline: `pipelines/${name}.yaml`, out, method };
      const reward = /best-of-n|tpo/.test(method) ? { reward: 'self' } : {};
      const { state } = await respond('curated/small', { ...asked, ...reward });
      if (state !== 'done') throw new Error(`${method} ended ${state}`);
      const lines = project.read(`${out}/responses.jsonl`).split('\n').filter(Boolean);
      return lines.map((line) => withoutPlace(JSON.parse(line) as Response));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      project[Symbol.dispose]();
    },
  };
}

const withoutPlace = ({ item, method, answer, reasoning, finish, usage, steps }: Response): Told => ({
  ...{ item, method, answer, finish, usage, steps },
  ...(reasoning !== undefined && { reasoning }),
});
