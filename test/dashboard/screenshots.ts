import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import type { CompileInput, Fitserve, LayerInput, NewModelInput } from '../../client/src/index.js';
import { packageRoot } from '../../src/database/package-root.js';
import { waitFor } from '../support/wait-for.js';
import { openBrowser } from './browser.js';
import { digits, drawLine, example, points, signedIn, startDashboard } from './dashboard-service.js';

// `npm run docs:screenshots`: the pictures of docs/dashboard.md, of the pages as they are now. No test: nothing here can fail by itself.

const FOLDER = join(packageRoot, 'docs', 'dashboard');
const WIDE = { colorScheme: 'light', viewport: { width: 1120, height: 760 } } as const;
const DARK = { ...WIDE, colorScheme: 'dark' } as const;
const PHONE = { colorScheme: 'light', viewport: { width: 390, height: 780 } } as const;
const COLOURS = 128;

const convolution = (kernel: number) =>
  ({ filters: 16, kernel_size: kernel, padding: 'same', activation: 'relu' }) as const;
/** As Keras prints a model whose input goes two ways. */
const BRANCHES: NewModelInput = {
  name: 'two branches',
  architecture: {
    class_name: 'Functional',
    config: {
      name: 'branches',
      layers: [
        {
          class_name: 'InputLayer',
          name: 'picture',
          config: { batch_input_shape: [null, 28, 28, 1] },
          inbound_nodes: [],
        },
        { class_name: 'Conv2D', name: 'fine', config: convolution(3), inbound_nodes: [[['picture', 0, 0, {}]]] },
        { class_name: 'Conv2D', name: 'coarse', config: convolution(5), inbound_nodes: [[['picture', 0, 0, {}]]] },
        {
          class_name: 'Add',
          name: 'both',
          config: {},
          inbound_nodes: [
            [
              ['fine', 0, 0, {}],
              ['coarse', 0, 0, {}],
            ],
          ],
        },
        { class_name: 'GlobalAveragePooling2D', name: 'pooled', config: {}, inbound_nodes: [[['both', 0, 0, {}]]] },
        {
          class_name: 'Dense',
          name: 'digit',
          config: { units: 10, activation: 'softmax' },
          inbound_nodes: [[['pooled', 0, 0, {}]]],
        },
      ],
      input_layers: [['picture', 0, 0]],
      output_layers: [['digit', 0, 0]],
    },
  },
};

const [service, open] = await Promise.all([startDashboard(), openBrowser()]);
const made = await learn(service.client());

interface Shot {
  readonly name: string;
  readonly hash: string;
  readonly options?: BrowserContextOptions;
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const showReport = async (page: Page) => {
  await page.getByRole('button', { name: /^Show/ }).first().click();
  await page.getByRole('region', { name: 'Report' }).waitFor();
};
const watch = (page: Page) => waitFor('some epochs', async () => (await points(page, 'loss')) > 12);
const answered = (page: Page) =>
  page
    .getByRole('region', { name: 'Answer' })
    .getByText(/^weights of/)
    .waitFor();
const draw = async (page: Page) => {
  await drawLine(page);
  await answered(page);
};
const SHOTS: readonly Shot[] = [
  { name: 'jobs', hash: 'jobs' },
  { name: 'job', hash: `jobs/${made.live}`, prepare: watch },
  { name: 'job-dark', hash: `jobs/${made.live}`, options: DARK, prepare: watch },
  { name: 'job-phone', hash: `jobs/${made.live}`, options: PHONE, prepare: watch },
  { name: 'compare', hash: `compare/${made.jobs.join(',')}` },
  { name: 'datasets', hash: 'datasets' },
  { name: 'dataset-pictures', hash: `datasets/${made.digits}` },
  { name: 'dataset-table', hash: `datasets/${made.cells}` },
  { name: 'models', hash: 'models' },
  { name: 'network', hash: `models/${made.branches}/network` },
  {
    name: 'definition',
    hash: `models/${made.reader}/definition`,
    prepare: async (page) => {
      const editor = page.getByLabel('Definition as JSON');
      await editor.fill((await editor.inputValue()).replace('"relu"', '"rely"'));
      await page.getByRole('list', { name: 'Faults' }).getByRole('button').first().click();
    },
  },
  { name: 'python', hash: `models/${made.reader}/python` },
  { name: 'train', hash: `models/${made.reader}/train` },
  { name: 'try-drawing', hash: `models/${made.reader}/try`, prepare: draw },
  { name: 'try-form', hash: `models/${made.rents}/try`, prepare: answered },
  { name: 'try-phone', hash: `models/${made.reader}/try`, options: { ...PHONE, colorScheme: 'dark' }, prepare: draw },
  { name: 'evaluation-classes', hash: `models/${made.reader}/evaluate`, prepare: showReport },
  { name: 'evaluation-two-classes', hash: `models/${made.diagnosis}/evaluate`, prepare: showReport },
  { name: 'evaluation-numbers', hash: `models/${made.rents}/evaluate`, prepare: showReport },
];

test('pictures of every page', async () => {
  await mkdir(FOLDER, { recursive: true });
  const { page: signIn } = await open(WIDE);
  await signIn.goto(service.way.url);
  await signIn.getByLabel('API key').waitFor();
  await take(signIn, 'sign-in');
  for (const { name, hash, options = WIDE, prepare } of SHOTS) {
    const { page } = await open(options);
    await signedIn(page, service.way.url, `#/${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await waitFor('all of the page', async () => (await page.getByText('Loading …').count()) === 0);
    await prepare?.(page);
    await take(page, name);
    await page.context().close();
  }
});

async function take(page: Page, name: string): Promise<void> {
  const whole = await page.screenshot({ fullPage: true, animations: 'disabled' });
  const { width = 0, height = 0 } = await sharp(whole).metadata();
  // As much as one sees at once, and half as much again.
  const shown = Math.min(height, Math.round((page.viewportSize()?.height ?? height) * 1.5));
  await sharp(whole)
    .extract({ left: 0, top: 0, width, height: shown })
    .png({ palette: true, colours: COLOURS, effort: 10, compressionLevel: 9 })
    .toFile(join(FOLDER, `${name}.png`));
}

/** Datasets, models, jobs and evaluations as somebody has them who has worked for a while. */
async function learn({ datasets, models }: Fitserve) {
  const names = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'];
  const pictures = await datasets.upload(await Promise.all(names.map(example)), { name: 'digits', scale: 1 / 255 });
  const unseen = await datasets.upload(await digits(), { name: 'digits to test on', scale: 1 / 255 });
  const prepare = { scaling: 'standardize', missing: 'median' } as const;
  const cells = await datasets.upload(await example('breast_cancer.csv'), {
    name: 'breast cancer',
    target: 'diagnosis',
    prepare,
  });
  const flats = await datasets.upload(await example('flats.csv'), {
    name: 'flats',
    target: 'rent',
    columns: { city: 'category', built: { kind: 'date', parts: ['year'] }, area: { kind: 'number' } },
    prepare: { ...prepare, target: { scaling: 'standardize' } },
  });
  const optimizer = (learning_rate: number) => ({ class_name: 'Adam', config: { learning_rate } }) as const;
  const classes = { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] } satisfies CompileInput;
  const fit = { dataset: pictures.id, validation_split: 0.2, seed: 3 };

  const compared: string[] = [];
  for (const rate of [0.01, 0.001, 0.0003]) {
    const { id } = await models.create({
      name: `digits, rate ${rate}`,
      architecture: {
        layers: [{ class_name: 'Flatten', config: { input_shape: [28, 28] } }, ...dense(64, 10, 'softmax')],
      },
      compile: { optimizer: optimizer(rate), ...classes },
    });
    compared.push((await models.fit(id, { ...fit, epochs: 12 }).wait()).id);
  }
  const reader = await models.create({
    name: 'digits',
    architecture: {
      layers: [{ class_name: 'Flatten', config: { input_shape: [28, 28] } }, ...dense(64, 10, 'softmax')],
    },
    compile: { optimizer: optimizer(0.001), ...classes },
  });
  await models.fit(reader.id, { ...fit, epochs: 10, validation_split: 0 }).wait();
  await models.evaluate(reader.id, { dataset: unseen.id, worst: 20 });

  const diagnosis = await models.create({
    name: 'diagnosis',
    architecture: { layers: dense(16, 2, 'softmax') },
    compile: { optimizer: 'adam', ...classes },
  });
  await models.fit(diagnosis.id, { dataset: cells.id, epochs: 40, validation_split: 0.2, seed: 1 }).wait();
  await models.evaluate(diagnosis.id, { dataset: cells.id, worst: 10 });

  const rents = await models.create({
    name: 'rents',
    architecture: { layers: dense(32, 1, 'linear') },
    compile: { optimizer: optimizer(0.01), loss: 'mse', metrics: ['mae'] },
  });
  await models.fit(rents.id, { dataset: flats.id, epochs: 60, seed: 1 }).wait();
  await models.evaluate(rents.id, { dataset: flats.id, worst: 10 });

  const live = await models.fit(reader.id, { ...fit, epochs: 200, batch_size: 64 });
  return {
    jobs: compared,
    digits: pictures.id,
    cells: cells.id,
    reader: reader.id,
    diagnosis: diagnosis.id,
    rents: rents.id,
    branches: (await models.create(BRANCHES)).id,
    live: live.id,
  };
}

/** A hidden layer, and the last one. */
function dense(hidden: number, units: number, activation: 'softmax' | 'linear') {
  return [
    { class_name: 'Dense', config: { units: hidden, activation: 'relu' } },
    { class_name: 'Dense', config: { units, activation } },
  ] satisfies ReadonlyArray<LayerInput>;
}
