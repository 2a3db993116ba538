import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../../src/database/package-root.js';
import { appWithoutEngine } from '../../support/app-without-engine.js';
import { describedApi } from './described-api.js';
import { EXAMPLES } from './examples.js';
import { exampleAddress, isTwin, referenceText } from './reference-text.js';

const api = await describedApi();

test('docs/reference.md says what the routes are; npm run docs:reference writes it anew', async () => {
  assert.equal(await readFile(join(packageRoot, 'docs/reference.md'), 'utf8'), referenceText(api));
});

test('the examples of the reference are of routes that there are, and their bodies are taken', async () => {
  const names = new Set(api.operations.map(({ operationId }) => operationId));
  assert.deepEqual(
    Object.keys(EXAMPLES).filter((name) => !names.has(name)),
    [],
  );
  const { app, keys } = await appWithoutEngine('reference');
  const { key } = await keys.create('reader', 'reader');
  const authorization = `Bearer ${key}`;
  for (const { operationId, method, path } of api.operations.filter((one) => !isTwin(one, api.operations))) {
    const { body, query = '', headers = [], form, file } = EXAMPLES[operationId] ?? {};
    // Files are read when the thing that they are for is there; tests of their own post them.
    if (form !== undefined || file !== undefined || path.endsWith('/events')) continue;
    const given = headers
      .map((header) => header.split(': ', 2))
      .map(([name = '', value = '']) => [name.toLowerCase(), value]);
    const { statusCode, body: answer } = await app.inject({
      method,
      url: `${exampleAddress(path)}${query === '' ? '' : `?${query}`}`,
      headers: { authorization, ...Object.fromEntries(given) },
      ...(body === undefined ? {} : { payload: JSON.parse(JSON.stringify(body)) }),
    });
    // Nothing of what they name is there; everything else about them must be right.
    assert.ok(statusCode < 400 || [404, 409, 503].includes(statusCode), `${operationId}: ${statusCode} ${answer}`);
  }
});
