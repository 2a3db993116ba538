import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalog } from '../../../src/keras-format/catalog/catalog.js';
import { catalogText } from '../../../src/keras-format/catalog/catalog-text.js';

const DOCS = join(import.meta.dirname, '../../../../docs/catalog.md');

test('docs/catalog.md says what the schemas take; npm run docs:catalog writes it anew', () => {
  assert.equal(readFileSync(DOCS, 'utf8'), catalogText(catalog()));
});
