import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inheritedEnvironment } from '../src/config.js';
import { findSchemathesis, runSchemathesis, SCHEMATHESIS, type SchemathesisRun } from './schemathesis/program.js';
import type { Cluster } from './support/cluster.js';
import { type Drill, type DrillRun, promised } from './support/drill.js';
import { until } from './support/processes.js';

/** Their bodies hold definitions, whose forms are drawn: see hooks.py. */
const OF_DEFINITIONS = ['createModel', 'addLayer', 'compileModel'];
/** They may end the key that asks, or take its rate away: they come last, with the operator's key. */
const OF_OPERATORS = ['rotateKey', 'revokeKey', 'setProjectLimits'];
/** Definitions are drawn anew for so many examples of each. */
const EXAMPLES_A_DRAW = 10;
const JOB_MS = 300_000;
/** Of each line: bodies may be long. */
const SHOWN_CHARACTERS = 500;

const idSchema = z.object({ id: z.string() });

type Pass = Omit<SchemathesisRun, 'url' | 'seed' | 'ids'> & { readonly name: string };

/** Schemathesis (Python) on every operation of the description, by every check it has. */
export const schemathesis: Drill = {
  name: 'schemathesis',
  promise: 'Schemathesis finds nothing in any operation of the API, by all of its checks and phases',
  size: { servers: 1, workers: 1, redis: false, predicts: true },
  lacks: () =>
    findSchemathesis() === undefined
      ? `\`st\` is neither beside the Python that FITSERVE_TEST_PYTHON names nor in the PATH (pip install ${SCHEMATHESIS})`
      : undefined,
  counts: { long: 50, short: 2 },
  async run(run) {
    const { cluster, random, progress, count } = run;
    const seed = random.below(2 ** 31);
    const key = await makeKey(cluster);
    const passes = passesOf({ key, operatorsKey: cluster.key, count, seed });
    const findings: string[] = [];
    let cases = 0;
    for (const { name, ...pass } of passes) {
      const ids = await fill(run, key);
      const url = cluster.servers[0]?.url ?? '';
      const result = await runSchemathesis({ ...pass, url, seed, ids });
      if (!result.passed) findings.push(name);
      cases += result.cases;
      const found = result.passed ? 'nothing found' : 'FOUND SOMETHING';
      progress(`${name}, ${pass.phases}: ${result.cases} cases of ${result.tested} operations, ${found}`);
      if (!result.passed) progress(shortened(result.printed));
    }
    promised(findings.length === 0, `something was found in ${findings.join(', ')}`);
    return `${cases} cases in ${passes.length} passes, nothing found`;
  },
};

function shortened(printed: string): string {
  const lines = printed.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.slice(0, SHOWN_CHARACTERS)).join('\n');
}

function passesOf(of: { key: string; operatorsKey: string; count: number; seed: number }): readonly Pass[] {
  const { key, operatorsKey, count: examples, seed } = of;
  const isShort = examples <= schemathesis.counts.short;
  const phases = isShort ? 'examples,fuzzing' : 'examples,coverage,fuzzing';
  const draws = Array.from({ length: Math.ceil(examples / EXAMPLES_A_DRAW) }, (_, index) => index);
  const own = { key, phases, examples };
  return [
    { ...own, name: 'all others', operations: [...OF_DEFINITIONS, ...OF_OPERATORS] },
    ...draws.map((draw) => ({
      ...own,
      name: `definitions, draw ${draw + 1}`,
      operations: OF_DEFINITIONS,
      only: true,
      draw: seed + draw,
    })),
    { ...own, name: 'sequences', phases: 'stateful', operations: OF_OPERATORS, draw: seed },
    { ...own, name: "the operator's", key: operatorsKey, operations: OF_OPERATORS, only: true },
  ];
}

/** A key of a project that is not the operator's. */
async function makeKey(cluster: Cluster): Promise<string> {
  const program = fileURLToPath(new URL('../src/keys.js', import.meta.url));
  const args = ['create', '--name', 'schemathesis', '--project', 'schemathesis'];
  const env = { ...inheritedEnvironment(), DATABASE_URL: cluster.postgres.url };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env });
  return stdout.trim();
}

const MODEL = {
  name: 'model',
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
  compile: { loss: 'mse', optimizer: 'sgd' },
};

/** Something of each kind, so that operations are asked about what is there: a dataset, a model that is trained, predictions, a webhook. */
async function fill({ client }: DrillRun, key: string): Promise<SchemathesisRun['ids']> {
  const post = async (path: string, body: object): Promise<string> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await client.attempt('POST', path, body, headers);
    // After a pass that has ended its key, or filled its project, nothing that follows would mean anything.
    promised(answer !== undefined && answer.status < 300, `the drill's own POST ${path}: ${answer?.text}`);
    return idSchema.parse(JSON.parse(answer.text)).id;
  };
  const inputs = [1, 2, 3, 4].map((number) => [number, 2 * number]);
  const dataset = await post('/v1/datasets', { name: 'd', inputs, targets: [0.5, 1.5, 2.5, 3.5] });
  const model = await post('/v1/models', MODEL);
  const job = await post(`/v1/models/${model}/fit`, { dataset, epochs: 2 });
  const status = async () => {
    const answer = await client.attempt('GET', `/v1/jobs/${job}`, undefined, { authorization: `Bearer ${key}` });
    return answer?.text.includes('"status":"succeeded"');
  };
  await until(`the drill's own job ${job}`, status, JOB_MS);
  const prediction = await post(`/v1/models/${model}/batch-predictions`, { dataset });
  const webhook = await post('/v1/webhooks', { url: 'https://example.com/hook' });
  return {
    datasets: dataset,
    models: model,
    jobs: job,
    webhooks: webhook,
    'batch-predictions': prediction,
    versions: 1,
  };
}
