import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsTable } from '../support/settings-table.js';
import { between, readReadme } from './readme-text.js';

test("the README's table of settings is that of the schema: names, defaults, meanings", async () => {
  assert.equal(between(await readReadme(), 'settings'), settingsTable(), '`npm run docs:settings` writes it');
});
