import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { assertAccessible, openBrowser, tabTo } from './browser.js';
import {
  digits,
  drawLine,
  drop,
  example,
  giveKey,
  KEY,
  points,
  signedIn,
  startDashboard,
  trainedModel,
} from './dashboard-service.js';

const [service, open] = await Promise.all([startDashboard(), openBrowser()]);
const { way } = service;
const trained = await trainedModel(service.client());
/** A fit that nobody waits for the end of; its epochs are long enough to be told apart. */
const ENDLESS = { epochs: '100000', batchRows: '4' };

const state = (page: Page, name: string) =>
  page.getByRole('region', { name: 'State' }).getByText(name, { exact: true });

test('from a dropped file to a model, a fit that is watched, an evaluation, and a drawn digit that is recognised', async () => {
  const { page, failures } = await open();
  await signedIn(page, way.url);
  await page.getByRole('link', { name: 'Datasets' }).click();
  await drop(page, 'Upload a dataset', await digits());
  await page.getByLabel('Name').fill('dropped digits');
  await page.getByLabel('Inputs are multiplied by').fill('1/255');
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('heading', { name: 'dropped digits', level: 1 }).waitFor();
  assert.equal(await page.getByRole('img', { name: /^Row \d+$/ }).count(), 40);

  await page.getByRole('link', { name: 'New model for it' }).click();
  await page.getByRole('button', { name: 'Create this model' }).click();
  await page.getByRole('img', { name: /^Network: .*Dense, \(None, 64\), 50240 parameters/ }).waitFor();

  await page.getByRole('link', { name: 'Train' }).click();
  await page.waitForURL(/\/train$/);
  const model = new URL(page.url()).hash.replace(/\/\w+$/, '');
  const choice = page.getByRole('option', { name: /^dropped digits/ });
  await page.getByLabel('Dataset').selectOption((await choice.getAttribute('value')) ?? '');
  await page.getByLabel('Epochs').fill(ENDLESS.epochs);
  await page.getByLabel('Rows of a batch').fill(ENDLESS.batchRows);
  await page.getByRole('button', { name: 'Train' }).click();
  await state(page, 'running').waitFor();
  const first = await waitFor('the first epochs', async () => (await points(page, 'loss')) || null);
  await waitFor('epochs that come while one looks', async () => (await points(page, 'loss')) > first);
  await page.getByRole('button', { name: 'Pause' }).click();
  await state(page, 'paused').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await state(page, 'running').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await state(page, 'cancelled').waitFor();

  await page.getByRole('button', { name: 'Train again' }).click();
  await page.getByLabel('Epochs').fill('12');
  await page.getByLabel('Rows of a batch').fill('32');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await state(page, 'succeeded').waitFor();
  for (const curve of ['loss', 'accuracy', 'learning rate', 'seconds per epoch'])
    await waitFor(`all epochs of ${curve}`, async () => (await points(page, curve)) === 12);

  await page.goto(`${way.url}/${model}/evaluate`);
  await page.getByLabel('Dataset').selectOption((await choice.getAttribute('value')) ?? '');
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const matrix = page.getByRole('region', { name: 'Confusion matrix' });
  await matrix.waitFor();
  assert.equal(await matrix.getByRole('cell').count(), 100);
  assert.equal(await page.getByRole('img', { name: /^Row \d+$/ }).count(), 20);

  await page.getByRole('link', { name: 'Try it' }).click();
  await drawLine(page);
  const answer = page.getByRole('region', { name: 'Answer' });
  await answer.getByText(/^1, [>\d]/).waitFor();
  assert.equal(await answer.getByRole('listitem').count(), 10);
  assert.deepEqual(failures, []);
});

test('what is wrong is said where it is, and nothing that was written is lost', async () => {
  const { page, failures } = await open();
  const { key } = await service.client().request('post', '/v1/keys', {
    body: { name: 'short', expires_at: new Date(Date.now() + 1000).toISOString() },
  });
  const isRefused = (error: unknown) => error instanceof Error && /key_expired|expired/.test(error.message);
  await waitFor('the key to expire', () =>
    service
      .client(key)
      .jobs.list()
      .first()
      .then(() => false, isRefused),
  );
  await page.goto(way.url);
  await giveKey(page, key);
  await page.getByRole('alert').getByText('expired').waitFor();
  await giveKey(page, 'fsk_of_no_service');
  await page.getByRole('alert').getByText('not valid here').waitFor();
  await signedIn(page, way.url, '#/datasets');

  await drop(page, 'Upload a dataset', [{ name: 'flowers.csv', bytes: Buffer.from('a,b,kind\n1,2,x\n3,4,y\n') }]);
  await page.getByLabel('Column to learn').fill('sort');
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('alert').getByText('sort').waitFor();
  await page.getByLabel('Column to learn').fill('kind');
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('heading', { name: 'flowers', level: 1 }).waitFor();

  await page.getByRole('link', { name: 'New model for it' }).click();
  const editor = page.getByLabel('Definition as JSON');
  const definition = await editor.inputValue();
  const line = definition.split('\n').findIndex((text) => text.includes('"units": 64')) + 1;
  await editor.fill(definition.replace('"units": 64', '"units": -3'));
  await page.getByText('units must be more than 0').waitFor();
  await page.getByRole('button', { name: `line ${line}`, exact: true }).click();
  assert.equal(await page.evaluate('getSelection().toString().trim()'), '"units": -3,');
  assert.ok(await page.getByRole('button', { name: 'Create this model' }).isDisabled());
  await editor.fill(definition.slice(0, -1));
  const lines = definition.split('\n').length;
  await page.getByRole('button', { name: `line ${lines}`, exact: true }).waitFor();

  await page.goto(`${way.url}/#/models/${trained.model.id}/train`);
  await page.getByLabel('Epochs').fill('0');
  await page.getByRole('button', { name: 'Train' }).click();
  await page.getByRole('alert').getByText('/epochs').waitFor();
  assert.equal(await page.getByLabel('Epochs').inputValue(), '0');
  await page.goto(`${way.url}/#/jobs/job_none`);
  await page.getByRole('alert').getByText('job_none').waitFor();
  assert.deepEqual(failures, []);
});

test('a page goes on after its connection was cut, and after its key was revoked', async () => {
  const admin = service.client();
  const { id, key } = await admin.request('post', '/v1/keys', { body: { name: 'to be revoked' } });
  const { page, failures } = await open();
  await signedIn(page, way.url, `#/jobs/${trained.job.id}`, key);
  await page.getByRole('button', { name: 'Train again' }).click();
  await page.getByLabel('Epochs').fill(ENDLESS.epochs);
  await page.getByLabel('Rows of a batch').fill(ENDLESS.batchRows);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const before = await waitFor('the first epochs', async () => (await points(page, 'loss')) || null);
  way.cut();
  await page.getByText('The service does not answer').waitFor();
  way.mend();
  await waitFor('more epochs', async () => (await points(page, 'loss')) > before);
  await page.getByText('The service does not answer').waitFor({ state: 'hidden' });

  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await admin.request('delete', '/v1/keys/{id}', { params: { id } });
  const isRefused = () =>
    service
      .client(key)
      .jobs.list()
      .first()
      .then(
        () => false,
        () => true,
      );
  await waitFor('the key to be refused', isRefused);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor();
  await assertAccessible(page);
  await giveKey(page);
  await state(page, 'cancelled').waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), title);
  assert.deepEqual(failures, []);
});

test('a job that is watched and an upload on its way go on after the service was started again', async () => {
  const [watching, sending] = [await open(), await open()];
  const fit = { dataset: trained.dataset.id, epochs: Number(ENDLESS.epochs), batch_size: Number(ENDLESS.batchRows) };
  const job = await service.client().models.fit(trained.model.id, fit);
  await signedIn(watching.page, way.url, `#/jobs/${job.id}`);
  const before = await waitFor('the first epochs', async () => (await points(watching.page, 'loss')) || null);

  await signedIn(sending.page, way.url, '#/datasets');
  const rows = Array.from({ length: 100_000 }, (_, row) => `${row},${row % 7},${row % 2}`);
  const bytes = Buffer.from(`a,b,odd\n${rows.join('\n')}\n`);
  await drop(sending.page, 'Upload a dataset', [{ name: 'long.csv', bytes }]);
  await sending.page.getByLabel('Column to learn').fill('odd');
  const sentBefore = way.sentBytes;
  way.cutAfter(600_000);
  await sending.page.getByRole('button', { name: 'Upload' }).click();
  for (const { page } of [watching, sending]) await page.getByText('The service does not answer').waitFor();
  const { data } = await service.client().uploads.list().first();
  const came = data.find(({ file_name }) => file_name === 'long.csv')?.received_bytes ?? 0;
  assert.ok(came > 0 && came < bytes.length, `${came} of ${bytes.length} bytes have come`);
  await service.stop();
  await service.startAgain();

  await sending.page.getByRole('heading', { name: 'long', level: 1 }).waitFor();
  await sending.page.getByText('100,000', { exact: true }).first().waitFor();
  const sent = way.sentBytes - sentBefore;
  assert.ok(sent < bytes.length * 1.5, `${sent} bytes were sent of a file of ${bytes.length}`);
  await waitFor('more epochs', async () => (await points(watching.page, 'loss')) > before);
  await watching.page.getByText('The service does not answer').waitFor({ state: 'hidden' });
  await watching.page.getByRole('button', { name: 'Cancel' }).click();
  await state(watching.page, 'cancelled').waitFor();
  assert.deepEqual([...watching.failures, ...sending.failures], []);
});

test('all of it can be done by keyboard', async () => {
  const { page } = await open();
  await page.goto(way.url);
  await tabTo(page, 'API key');
  await page.keyboard.type(KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
  await tabTo(page, 'Datasets');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Datasets', level: 1 }).waitFor();
  await tabTo(page, 'Choose files …');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  const { name, bytes } = await example('iris.csv');
  await chooser.setFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) }]);
  await tabTo(page, 'Column to learn');
  await page.keyboard.type('species');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'iris', level: 1 }).waitFor();

  await page.goto(`${way.url}/#/models/${trained.model.id}/network`);
  await page.getByRole('heading', { name: 'reader', level: 1 }).waitFor();
  await tabTo(page, 'Try it');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Draw here/);
  await page.keyboard.press('Space');
  for (let steps = 0; steps < 10; steps++) await page.keyboard.press('ArrowDown');
  await page
    .getByRole('region', { name: 'Answer' })
    .getByText(/^\d, [>\d]/)
    .waitFor();
  await tabTo(page, 'Clear');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Answer' }).waitFor({ state: 'hidden' });
});

test('axe finds nothing serious on any page, light and wide, dark and on a phone', async () => {
  const { page } = await open({ colorScheme: 'light', viewport: { width: 1200, height: 800 } });
  const bothWays = async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1200, height: 800 });
    await assertAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await assertAccessible(page);
  };
  await page.goto(way.url);
  await page.getByLabel('API key').waitFor();
  await bothWays();
  await signedIn(page, way.url);
  const { dataset, model, job } = trained;
  const parts = ['network', 'train', 'try', 'evaluate', 'definition', 'python'].map(
    (part) => `models/${model.id}/${part}`,
  );
  const pages = ['datasets', `datasets/${dataset.id}`, 'models', `models/new/${dataset.id}`, ...parts, 'jobs'];
  for (const hash of [...pages, `jobs/${job.id}`, `compare/${job.id}`, 'nowhere']) {
    // Else a page of the same address but for its hash is not loaded anew, and the one before it may still stand there.
    await page.goto('about:blank');
    await page.goto(`${way.url}/#/${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await waitFor('all of the page', async () => (await page.getByText('Loading …').count()) === 0);
    if (hash.endsWith('evaluate')) {
      await page.getByRole('button', { name: /^Show/ }).first().click();
      await page.getByRole('region', { name: 'Confusion matrix' }).waitFor();
    }
    if (hash.endsWith('try')) {
      await drawLine(page);
      await page.getByRole('region', { name: 'Answer' }).getByRole('list').waitFor();
    }
    if (hash.startsWith('jobs/')) await page.getByText(/^Events \(/).click();
    await bothWays();
  }
});
