import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalog } from '../../src/keras-format/catalog/catalog.js';
import { modelApp } from '../models/model-app.js';

const { send } = await modelApp();

it('GET /v1/catalog answers the catalog', async () => {
  const answer = await send('GET', '/v1/catalog');
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), JSON.parse(JSON.stringify(catalog())));
});
