import { followJob } from '../../cli/terminal/follow-job.js';
import { metricText, numbersOf, type Screen } from '../../cli/terminal/progress-bar.js';
import type { Fitserve } from '../../client/src/index.js';
import type { EngineStatus } from '../../src/health/health-routes.js';
import { ARCHITECTURE, COMPILE, FIT, LEAST_ACCURACY, NAMES, readDigits } from './chapter-model.js';
import { drawDigits, someDigits } from './digits.js';

const SHOWN_DIGITS = 5;

/** What the walk came to. */
export interface WalkResult {
  readonly model: string;
  readonly job: string;
  /** Accuracy on the test digits, from 0 to 1. */
  readonly accuracy: number;
  readonly leastAccuracy: number;
  readonly isGoodEnough: boolean;
}

/**
 * From the upload to the predictions, by requests alone; each is shown with what it gave.
 * @param onJob is told the job's id as soon as there is one, for a caller who may have to cancel it
 */
export async function walk(client: Fitserve, screen: Screen, onJob: (id: string) => void): Promise<WalkResult> {
  const say = (text: string) => screen.write(`${text}\n`);
  const train = await readDigits('train');
  const test = await readDigits('t10k');

  say('1. Upload the digits: POST /v1/datasets, multipart, in the IDX format of MNIST');
  const trainId = await upload(client, NAMES.train, train.files, say);
  const testId = await upload(client, NAMES.test, test.files, say);

  say('\n2. Describe the network: POST /v1/models');
  const model = await client.models.create({ name: NAMES.model, architecture: ARCHITECTURE, compile: COMPILE });
  say(indented(await client.models.summaryText(model.id)));

  say(`3. Train it: POST /v1/models/${model.id}/fit, followed through GET /v1/jobs/{id}/events`);
  const job = await client.models.fit(model.id, { dataset: trainId, ...FIT });
  onJob(job.id);
  await followJob(client, job.id, FIT.epochs, screen);

  say(`\n4. Test it on digits that it has never seen: POST /v1/models/${model.id}/evaluate`);
  const evaluation = await client.models.evaluate(model.id, { dataset: testId });
  const { accuracy, loss } = numbersOf(evaluation.metrics);
  say(
    `   ${evaluation.rows} test digits: accuracy ${metricText(accuracy ?? Number.NaN)}, loss ${metricText(loss ?? Number.NaN)}`,
  );

  say(`\n5. Ask it: POST /v1/models/${model.id}/predict`);
  const digits = someDigits(test.images, test.labels, SHOWN_DIGITS);
  const instances = digits.map((digit) => digit.pixels);
  const { classes = [] } = await client.models.predict(model.id, { instances });
  const captions = digits.map(({ label }, index) => {
    const predicted = classes[index];
    const mark = String(predicted?.class) === String(label) ? '✓' : '✗';
    return [
      `label ${label}`,
      `says  ${predicted?.class} ${mark}`,
      `      ${(Number(predicted?.probability ?? 0) * 100).toFixed(1)} %`,
    ];
  });
  say(indented(drawDigits(digits, captions).join('\n')));
  return {
    model: model.id,
    job: job.id,
    accuracy: accuracy ?? Number.NaN,
    leastAccuracy: LEAST_ACCURACY,
    isGoodEnough: (accuracy ?? 0) >= LEAST_ACCURACY,
  };
}

/** What does the arithmetic, said loudly where that is not native TensorFlow; null while it still loads. */
export function describeEngine(engine: EngineStatus | null): string {
  if (engine === null) return 'Its engine is still loading.';
  if (engine.backend === 'tensorflow') return `Its engine is native TensorFlow ${engine.version}.`;
  return [
    '!!! NATIVE TENSORFLOW IS NOT AT WORK: training runs in plain JavaScript, many times slower. !!!',
    `!!! why: ${engine.reason ?? 'unknown'}`,
    '!!! to get it: npm run setup',
  ].join('\n');
}

async function upload(
  client: Fitserve,
  name: string,
  files: Awaited<ReturnType<typeof readDigits>>['files'],
  say: (text: string) => void,
): Promise<string> {
  const options = { name, format: 'idx', scale: 1 / 255 } as const;
  const dataset = await client.datasets.upload(files, options);
  const { shape = [] } = dataset.inputs;
  const { classes = [] } = dataset.targets;
  // Data of several inputs has an object by their names in this place; pictures have one.
  if (!Array.isArray(shape) || !Array.isArray(classes)) throw new TypeError('the digits are one input and one target');
  say(`   ${dataset.id}: ${dataset.rows} digits of ${shape.join(' x ')} pixels, ${classes.length} classes`);
  return dataset.id;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}
