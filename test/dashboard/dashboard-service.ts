import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Fitserve } from '../../client/src/index.js';
import { packageRoot } from '../../src/database/package-root.js';
import { startEntry } from '../launch/entry-process.js';
import { cuttable } from '../support/cuttable.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

/** A key for everything, as the first user has it. */
export const KEY = 'dashboard-test-key-0123456789';

const START_MS = 120_000;
const DIGITS = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];

/** A whole service as `npm start` runs it, and a way to it that can be cut. */
export async function startDashboard() {
  const DATA_DIR = await temporaryFolder('dashboard');
  const settings = { DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', BOOTSTRAP_API_KEY: KEY };
  const start = async () => {
    const running = startEntry('start.js', [], settings);
    const find = () => /answers at (http:\S+)/.exec(running.stdout())?.[1];
    return { running, address: await waitFor('the address of the service', find, START_MS) };
  };
  let { running, address } = await start();
  const way = await cuttable(address);
  return {
    way,
    /** A client that does not take the way that is cut. */
    client: (apiKey = KEY) => new Fitserve({ baseUrl: address, apiKey }),
    stop: async () => {
      running.signal('SIGTERM');
      await running.ended;
    },
    /** Starts the service again, where the way leads from then on. */
    startAgain: async () => {
      ({ running, address } = await start());
      way.mend(address);
    },
  };
}

export type DashboardService = Awaited<ReturnType<typeof startDashboard>>;

/** A file of the examples. */
export async function example(name: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  return { name, bytes: Uint8Array.from(await readFile(join(packageRoot, 'examples', 'data', name))) };
}

/** Handwritten digits: pictures and labels, as MNIST has them. */
export function digits() {
  return Promise.all(DIGITS.map(example));
}

/** A model that has learned digits a little, and an evaluation of it. */
export async function trainedModel(fitserve: Fitserve) {
  const dataset = await fitserve.datasets.upload(await digits(), { name: 'digits', scale: 1 / 255 });
  const model = await fitserve.models.create({
    name: 'reader',
    architecture: {
      layers: [
        { class_name: 'Flatten', config: { input_shape: [28, 28] } },
        { class_name: 'Dense', config: { units: 32, activation: 'relu' } },
        { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
      ],
    },
    compile: { optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
  });
  const fit = { dataset: dataset.id, epochs: 6, validation_split: 0.2, seed: 1 };
  const job = await fitserve.models.fit(model.id, fit).wait();
  await fitserve.models.evaluate(model.id, { dataset: dataset.id, worst: 10 });
  return { dataset, model, job };
}

/** Gives a page a key. */
export async function giveKey(page: Page, key = KEY): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page of the dashboard as somebody who has just come. */
export async function signedIn(page: Page, url: string, hash = '', key = KEY): Promise<void> {
  await page.goto(`${url}/${hash}`);
  await giveKey(page, key);
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
}

/** The number of points of a curve, by what a screen reader is told; 0 while it is not there. */
export async function points(page: Page, curve: string): Promise<number> {
  const chart = page.getByRole('img', { name: new RegExp(`^${curve}\\.`) });
  const label = (await chart.count()) === 0 ? null : await chart.getAttribute('aria-label');
  return Number(/over (\d+) points/.exec(label ?? '')?.[1] ?? 0);
}

/** Draws a line from the top to the bottom of the canvas, as for a 1. */
export async function drawLine(page: Page): Promise<void> {
  const box = await page.getByRole('application').boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 40, { steps: 10 });
  await page.mouse.up();
}

/** Lets files fall on a form, as a mouse does that drags them from the desktop. */
export async function drop(
  page: Page,
  form: string,
  files: ReadonlyArray<{ readonly name: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  const given = files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]);
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const [name, text] of ${JSON.stringify(given)})
      transfer.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
    return transfer;
  })()`);
  await page.getByRole('form', { name: form }).dispatchEvent('drop', { dataTransfer });
}
