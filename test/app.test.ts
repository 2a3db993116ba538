import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { buildApp } from '../src/app.js';
import { openDatasetCache } from '../src/database/dataset-cache.js';
import { openNotifications } from '../src/database/notifications.js';
import { packageRoot } from '../src/database/package-root.js';
import { InferencePool } from '../src/inference/inference-pool.js';
import { KeyRepository } from '../src/projects/key-repository.js';
import { KeyService } from '../src/projects/key-service.js';
import { createQueueBackend } from '../src/queue/queue.js';
import { atEnd } from './support/cleanup.js';
import { silentLogger, testConfig } from './support/config.js';
import { createTestDatabase, testDatabase } from './support/postgres.js';
import { temporaryFolder } from './support/temporary-folder.js';

const run = promisify(execFile);
const DATA_DIR = await temporaryFolder('app');
const config = testConfig({ DATA_DIR, ENGINE: 'cpu' });
const database = await testDatabase();
const url = await createTestDatabase();
const notifications = openNotifications(url, config.DATABASE_CONNECT_TIMEOUT_MS, silentLogger);
atEnd(() => notifications.close());
const queue = createQueueBackend(config, url, silentLogger);
atEnd(() => queue.close());
const keys = new KeyService(new KeyRepository(database), silentLogger);
const datasetCache = openDatasetCache({ dir: join(config.DATA_DIR, 'cache'), limitBytes: 2 ** 20, database });
const inference = new InferencePool({ config, logger: silentLogger });
atEnd(() => inference.close());
const app = await buildApp({
  config,
  logger: silentLogger,
  database,
  notifications,
  queue,
  keys,
  inference,
  datasetCache,
});
atEnd(() => app.close());
const { key } = await keys.create('test');
const authorization = `Bearer ${key}`;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly described: Json;
}
const document: Json = (await app.inject('/openapi.json')).json();
const operations: Operation[] = Object.entries(isObject(document.paths) ? document.paths : {}).flatMap(
  ([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, described]) =>
      isObject(described) ? [{ path, method, described }] : [],
    ),
);

test('every operation is described, under a name of its own', () => {
  assert.ok(operations.length > 15, `${operations.length} operations`);
  for (const { path, method, described } of operations) {
    for (const field of ['operationId', 'summary', 'tags'])
      assert.ok(described[field], `${method} ${path} has no ${field}`);
  }
  const names = operations.map(({ described }) => described.operationId);
  assert.deepEqual([...new Set(names)], names);
});

test('every reference in the description leads somewhere', () => {
  const text = JSON.stringify(document);
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path));
  assert.ok(references.size > 10);
  for (const reference of references) {
    let found: unknown = document;
    for (const key of reference.split('/')) found = isObject(found) ? found[key] : undefined;
    assert.ok(isObject(found), reference);
  }
});

test('every operation but those of the service itself needs a key', async () => {
  for (const { path, method, described } of operations) {
    const isOpen = Array.isArray(described.security) && described.security.length === 0;
    assert.equal(isOpen, ['/livez', '/readyz', '/v2/health/live', '/v2/health/ready'].includes(path), path);
    if (isOpen) continue;
    const response = await app.inject({
      method: method === 'post' ? 'POST' : 'GET',
      url: path.replace(/\{\w+\}/g, 'x'),
    });
    assert.equal(
      response.statusCode === 401 || response.statusCode === 405,
      true,
      `${method} ${path} ${response.statusCode}`,
    );
  }
});

/** Every schema below a node that describes an object with named fields, with where it stands. */
function* objectSchemas(node: unknown, at: string): Iterable<[string, Json]> {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) yield* objectSchemas(item, `${at}/${index}`);
  if (!isObject(node)) return;
  if (node.type === 'object' && isObject(node.properties)) yield [at, node];
  for (const [key, value] of Object.entries(node)) yield* objectSchemas(value, `${at}/${key}`);
}

test('no object in a request has room for unknown fields', () => {
  const components =
    isObject(document.components) && isObject(document.components.schemas) ? document.components.schemas : {};
  const requests = [
    ...operations.map(({ path, method, described }): [string, unknown] => [`${method} ${path}`, described.requestBody]),
    ...Object.entries(components).filter(([name]) => name.endsWith('Input')),
  ];
  for (const [name, node] of requests) {
    for (const [at, schema] of objectSchemas(node, name)) assert.notEqual(schema.additionalProperties, undefined, at);
  }
});

test("another project's ids and ids that never were are answered alike", async () => {
  const other = await keys.create('other', 'other project');
  const made = await app.inject({
    method: 'POST',
    url: '/v1/models',
    headers: { authorization },
    payload: {
      name: 'mine',
      architecture: { layers: [{ class_name: 'Dense', config: { units: 2, input_shape: [3] } }] },
    },
  });
  assert.equal(made.statusCode, 201, made.body);
  const { id } = made.json();
  const ask = async (asked: string, by: string) => {
    const { statusCode, body } = await app.inject({ url: `/v1/models/${asked}`, headers: { authorization: by } });
    return { statusCode, body: body.replaceAll(asked, 'ID').replace(/req_\w+/, '') };
  };
  assert.equal((await ask(id, authorization)).statusCode, 200);
  assert.deepEqual(await ask(id, `Bearer ${other.key}`), await ask(id.replace(/.$/, 'z'), `Bearer ${other.key}`));
  const listed = await app.inject({ url: '/v1/models', headers: { authorization: `Bearer ${other.key}` } });
  assert.deepEqual(listed.json(), { data: [], has_more: false });
});

test('nothing that the app is made of loads TensorFlow', async () => {
  const script = `
    await import(${JSON.stringify(new URL('../src/app.js', import.meta.url).href)});
    const loaded = Object.keys((await import('node:module')).default._cache ?? {}).filter((path) => path.includes('tfjs'));
    const shared = process.report.getReport().sharedObjects.filter((path) => path.includes('tensorflow'));
    console.log(JSON.stringify([...loaded, ...shared]));
    process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  assert.deepEqual(JSON.parse(stdout), []);
});

test("the client's types are those of this description; `npm run docs:client` writes them", async () => {
  const types = await readFile(join(packageRoot, 'client', 'src', 'openapi.ts'), 'utf8');
  const sha256 = createHash('sha256')
    .update((await app.inject('/openapi.json')).body)
    .digest('hex');
  assert.ok(types.includes(`// ${sha256}\n`), 'client/src/openapi.ts is of another description');
});
