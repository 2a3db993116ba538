import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { modelApp } from './model-app.js';
import { UNSAFE_MODELS } from './unsafe-classes.js';
import { WRONG_ARCHITECTURES } from './wrong-architectures.js';
import { WRONG_COMPILES } from './wrong-compiles.js';
import { WRONG_FUNCTIONAL } from './wrong-functional.js';
import { model } from './wrong-model.js';

const { send } = await modelApp();

describe('a wrong model is answered 422 with the place and what stood there', () => {
  for (const [what, body, pointer, received] of [
    ...WRONG_ARCHITECTURES,
    ...WRONG_FUNCTIONAL,
    ...WRONG_COMPILES,
    ...UNSAFE_MODELS,
  ]) {
    it(what, async () => {
      const answer = await send('POST', '/v1/models', body === 'text' ? '"text"' : body);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
      const [error] = problemSchema.parse(answer.json()).errors ?? [];
      assert.equal(error?.pointer, pointer, answer.body);
      if (received === undefined) return;
      assert.deepEqual(error?.received, received);
    });
  }
});

describe('a body that cannot be read is answered 400', () => {
  const nested = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const cases = [
    ['half a JSON', '{"name":"x","architecture":'],
    [
      'NaN, which JSON does not know',
      '{"name":"x","architecture":{"layers":[{"class_name":"Dense","config":{"units":NaN}}]}}',
    ],
    ['arrays in arrays, 5,000 deep', `{"name":"x","architecture":${nested}}`],
    ['models in models, 5,000 deep', `{"name":"x","architecture":${'{"layers":['.repeat(5_000)}${']}'.repeat(5_000)}}`],
    ['a field named __proto__', '{"name":"x","architecture":{"layers":[]},"__proto__":{"admin":true}}'],
    [
      'a field named __proto__ in a config',
      '{"name":"x","architecture":{"layers":[{"class_name":"Dense","config":{"__proto__":{"units":3}}}]}}',
    ],
    ['a constructor with a prototype', '{"name":"x","architecture":{"layers":[],"constructor":{"prototype":{"x":1}}}}'],
    ['nothing', ''],
    ['null', 'null'],
  ] as const;
  for (const [what, body] of cases) {
    it(what, async () => {
      const answer = await send('POST', '/v1/models', body, { 'content-type': 'application/json' });
      assert.equal(answer.statusCode, 400, answer.body);
      assert.equal(problemSchema.parse(answer.json()).status, 400);
    });
  }
});

describe('other wrong requests', () => {
  it('a body of 3 MB is answered 413', async () => {
    const answer = await send('POST', '/v1/models', { name: 'n'.repeat(3 * 2 ** 20) });
    assert.equal(answer.statusCode, 413);
  });

  it('a body that is no JSON is answered 415', async () => {
    const answer = await send('POST', '/v1/models', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.equal(answer.statusCode, 415);
  });

  for (const id of ['mdl_nothing', '__proto__', 'toString', '..%2f..%2fetc', '%F0%9F%98%80', 'x'.repeat(250)]) {
    it(`the model ${id.slice(0, 20)} is answered 404`, async () => {
      for (const url of [`/v1/models/${id}`, `/v1/models/${id}/summary`]) {
        assert.equal((await send('GET', url)).statusCode, 404, url);
      }
      assert.equal((await send('DELETE', `/v1/models/${id}`)).statusCode, 404);
      assert.equal((await send('PUT', `/v1/models/${id}/compile`, { loss: 'mse' })).statusCode, 404);
    });
  }

  for (const query of ['dry_run=maybe', 'dry_run=1', 'dry_run=true&dry_run=false', 'dryrun=true', '__proto__=1']) {
    it(`?${query} is answered 422`, async () => {
      assert.equal((await send('POST', `/v1/models?${query}`, model({}))).statusCode, 422);
    });
  }

  for (const query of [
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=ten',
    'limit=',
    'limit=1e2',
    'after=',
    'offset=3',
    'after=mdl_.',
  ]) {
    it(`a list with ?${query} is answered 422`, async () => {
      assert.equal((await send('GET', `/v1/models?${query}`)).statusCode, 422);
    });
  }

  it('and the service answers as before', async () => {
    assert.equal((await send('POST', '/v1/models', model({}))).statusCode, 201);
    assert.equal(Object.hasOwn(Object.prototype, 'admin'), false);
  });
});
