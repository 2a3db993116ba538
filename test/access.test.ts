import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { z } from 'zod';
import { SCOPES } from '../src/http/scopes.js';
import { batchRequestSchema } from '../src/inference/batch/batch-schemas.js';
import { appWithoutEngine } from './support/app-without-engine.js';

// Every route of the OpenAPI description, with every kind of key. Nothing here names the routes that there are: a new one is
// walked too, and one whose body or address this file cannot make up fails until it can.

const { app, database, keys } = await appWithoutEngine('access');

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;
const OPEN = ['getLiveness', 'getReadiness', 'inferServerLive', 'inferServerReady'];
const describedSchema = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.enum(SCOPES)))).optional(),
});

interface Operation {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly name: string;
  /** Of which a key needs one; none for an open route. */
  readonly scopes: readonly (typeof SCOPES)[number][];
}
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const { paths } = documentSchema.parse((await app.inject('/openapi.json')).json());
const operations: Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  METHODS.flatMap((method) => {
    const described = methods[method.toLowerCase()];
    if (described === undefined) return [];
    const { operationId, security } = describedSchema.parse(described);
    assert.ok(security !== undefined, `${method} ${path} says nothing of keys`);
    return [{ method, path, name: operationId, scopes: security.flatMap((one) => one.apiKey ?? []) }];
  }),
);
const guarded = operations.filter(({ name }) => !OPEN.includes(name));

const bearer = ({ key }: { readonly key: string }) => `Bearer ${key}`;
const owner = bearer(await keys.create('owner', 'owner'));
const stranger = bearer(await keys.create('stranger', 'stranger'));

function ask({ method }: Pick<Operation, 'method'>, url: string, authorization?: string, more: Sent = {}) {
  const headers = { ...(authorization === undefined ? {} : { authorization }), ...more.headers };
  return app.inject({ method, url, headers, ...(more.payload === undefined ? {} : { payload: more.payload }) });
}
interface Sent {
  readonly headers?: Record<string, string>;
  readonly payload?: object | string;
}

/** An address of which nothing exists. */
const nowhere = ({ path }: Operation) => path.replace('{version}', '1').replace(/\{\w+\}/g, 'x');

test('every route but those of the service itself names the scopes of which it needs one', () => {
  assert.ok(guarded.length > 60, `${guarded.length} operations`);
  for (const { name, scopes } of operations) assert.equal(scopes.length === 0, OPEN.includes(name), name);
});

test('no route answers without a key, with a wrong one, or with one that was revoked or has expired', async () => {
  const revoked = await keys.create('revoked', 'owner');
  await keys.revoke(revoked.stored.id);
  const expired = await keys.create('expired', 'owner', { expiresAt: new Date(0) });
  const wrong = [
    undefined,
    'Bearer fsk_wrong',
    `${owner}0`,
    owner.replace('Bearer', 'Basic'),
    bearer(revoked),
    bearer(expired),
  ];
  for (const operation of guarded) {
    for (const authorization of wrong) {
      const { statusCode } = await ask(operation, nowhere(operation), authorization);
      assert.equal(statusCode, 401, `${operation.name} with ${authorization}`);
    }
  }
});

test('every route lets in the scopes that it names, and no others', async () => {
  for (const scope of SCOPES) {
    const authorization = bearer(await keys.create(scope, 'scoped', { scopes: [scope] }));
    for (const operation of guarded) {
      const { statusCode, body, headers } = await ask(operation, nowhere(operation), authorization);
      const told = `${operation.name} with ${scope}: ${statusCode} ${body}`;
      assert.ok(statusCode < 500 && statusCode !== 401, told);
      assert.equal(statusCode === 403, !operation.scopes.includes(scope), told);
      if (statusCode === 403) {
        const challenge = `Bearer error="insufficient_scope", scope="${operation.scopes.join(' ')}"`;
        assert.equal(headers['www-authenticate'], challenge, told);
      }
    }
  }
});

const idSchema = z.object({ id: z.string() });
async function made(url: string, payload: object | string, headers: Record<string, string> = {}): Promise<string> {
  const response = await ask({ method: 'POST' }, url, owner, { payload, headers });
  assert.ok(response.statusCode < 300, `${url}: ${response.body}`);
  return idSchema.parse(response.json()).id;
}

const TUS = { 'tus-resumable': '1.0.0' };
const model = {
  name: 'secret-model',
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
  compile: { loss: 'mse' },
};
const rows = {
  name: 'd',
  inputs: [
    [1, 2],
    [3, 4],
  ],
  targets: [1, 2],
};

/** One of each thing that a project can own. */
async function possessions() {
  const dataset = await made('/v1/datasets', rows);
  const modelId = await made('/v1/models', model);
  const job = await made(`/v1/models/${modelId}/fit`, { dataset, epochs: 1 });
  const upload = await ask({ method: 'POST' }, '/v1/uploads', owner, {
    headers: { ...TUS, 'upload-length': '3', 'upload-metadata': `filename ${btoa('a.csv')}` },
  });
  assert.equal(upload.statusCode, 201, upload.body);
  const webhook = await made('/v1/webhooks', { url: 'https://example.com/' });
  const key = await made('/v1/keys', { name: 'k' });
  const run = async (kind: string, id: string) => {
    await database.pool.query(
      `INSERT INTO inference_runs (id, project_id, model_id, kind, dataset_id, job_id, epoch, request, rows)
       SELECT $1, project_id, id, $2::"InferenceRunKind", $3, $4, 1, $6, 2 FROM models WHERE id = $5`,
      [
        id,
        kind,
        dataset,
        job,
        modelId,
        kind === 'evaluation' ? {} : batchRequestSchema.parse({ dataset, part_rows: 2 }),
      ],
    );
    return id;
  };
  const delivery = 'whd_1';
  await database.pool.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, payload) VALUES ($1, $2, 'job.succeeded', '{}')`,
    [delivery, webhook],
  );
  return {
    datasets: dataset,
    models: modelId,
    jobs: job,
    uploads: idSchema.parse(upload.json()).id,
    webhooks: webhook,
    keys: key,
    projects: idSchema.parse((await ask({ method: 'GET' }, '/v1/project', owner)).json()).id,
    evaluation: await run('evaluation', 'evl_1'),
    prediction: await run('batch_prediction', 'bpr_1'),
    delivery,
  };
}

/** What the rest of an address can be, whosever it is. */
const OTHER_PARAMS: Readonly<Record<string, string>> = { version: '1', label: 'stable' };

/** The address of what the owner has, or of things that never were. */
function addressOf({ path }: Operation, owned: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_all, param: string, at: number) => {
    const before = path.slice(0, at).split('/').at(-2) ?? '';
    if (param === 'name' && before === 'checkpoints') return 'final';
    const value = owned[param] ?? owned[before] ?? (path.startsWith('/v2/models/') ? owned.models : undefined);
    const found = before === 'versions' || before === 'labels' ? OTHER_PARAMS[param] : value;
    assert.ok(found !== undefined, `this test does not know what {${param}} of ${path} stands for`);
    return found;
  });
}

const form = (name: string) => ({
  headers: { 'content-type': 'multipart/form-data; boundary=b' },
  payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\nx\r\n--b--\r\n`,
});
const tensor = { name: 'inputs', shape: [1, 2], datatype: 'FP32', data: [1, 2] };

/** Bodies that each route would take for a thing of its own, so that nothing but the id can be what is refused. */
function bodyOf({ name }: Operation, dataset: string): Sent {
  if (name.startsWith('tfpredict')) return { payload: { instances: [[1, 2]] } };
  if (name.startsWith('tf')) return { payload: { examples: [{ inputs: [1, 2] }] } };
  if (name.startsWith('infer')) return { payload: { inputs: [tensor] } };
  const bodies: Readonly<Record<string, Sent>> = {
    fit: { payload: { dataset } },
    addLayer: { payload: { class_name: 'Dense', config: { units: 1 } } },
    compileModel: { payload: { loss: 'mse' } },
    predict: { payload: { instances: [[1, 2]] } },
    evaluate: { payload: { dataset } },
    batchPredict: { payload: { dataset } },
    serve: { payload: { targets: [{ version: 1 }] } },
    rotateKey: { payload: { grace_s: 0 } },
    setProjectLimits: { payload: {} },
    importWeights: form('w.safetensors'),
    appendToUpload: {
      headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      payload: 'a,b',
    },
    deleteUpload: { headers: TUS },
    findUploadOffset: { headers: TUS },
  };
  return bodies[name] ?? {};
}

test('what another project owns is answered as what never was: 404, to the letter', async () => {
  const owned = await possessions();
  const never = Object.fromEntries(
    Object.entries(owned).map(([kind, id]) => [kind, `${id.slice(0, 3)}_${'9'.repeat(26)}`]),
  );
  const strangers = { ...rows, name: 'of the stranger' };
  const made = await ask({ method: 'POST' }, '/v1/datasets', stranger, { payload: strangers });
  const dataset = idSchema.parse(made.json()).id;
  const anonymous = (body: string, ids: object) =>
    Object.values(ids)
      .reduce((text: string, id: string) => text.replaceAll(id, 'ID'), body)
      .replace(/req_\w+/, 'REQUEST');
  for (const operation of guarded.filter(({ path }) => path.includes('{'))) {
    const sent = bodyOf(operation, dataset);
    const [theirs, nobodys] = [addressOf(operation, owned), addressOf(operation, never)];
    const foreign = await ask(operation, theirs, stranger, sent);
    const unknown = await ask(operation, nobodys, stranger, sent);
    assert.equal(foreign.statusCode, 404, `${operation.name} ${theirs}: ${foreign.body}`);
    assert.equal(unknown.statusCode, 404, `${operation.name} ${nobodys}: ${unknown.body}`);
    assert.equal(anonymous(foreign.body, owned), anonymous(unknown.body, never), operation.name);
  }
  // The owner finds them all, unharmed: it was the project that made the difference.
  for (const name of [
    'getDataset',
    'getModel',
    'getJob',
    'getUpload',
    'getWebhook',
    'getKey',
    'getEvaluation',
    'getBatchPrediction',
  ]) {
    const operation = guarded.find((one) => one.name === name);
    assert.ok(operation !== undefined, name);
    const { statusCode, body } = await ask(operation, addressOf(operation, owned), owner);
    assert.equal(statusCode, 200, `${name}: ${body}`);
  }
  // One who has asked for nothing yet: a project's audit log rightly shows what it asked for itself.
  const onlooker = bearer(await keys.create('onlooker', 'onlooker'));
  for (const operation of guarded.filter(({ path, method }) => method === 'GET' && !path.includes('{'))) {
    const { body } = await ask(operation, operation.path, onlooker);
    for (const id of Object.values(owned)) assert.ok(!body.includes(id), `${operation.name} shows ${id}`);
  }
});

test("another project's dataset cannot be named in a body", async () => {
  const dataset = await made('/v1/datasets', { ...rows, name: randomUUID() });
  const mine = await ask({ method: 'POST' }, '/v1/models', stranger, { payload: model });
  const { id } = idSchema.parse(mine.json());
  const response = await ask({ method: 'POST' }, `/v1/models/${id}/fit`, stranger, { payload: { dataset } });
  assert.equal(response.statusCode, 404, response.body);
});
