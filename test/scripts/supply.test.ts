import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listFaults, supplyFaults } from '../../scripts/supply/faults.mjs';
import { installScriptFaults } from '../../scripts/supply/install-scripts.mjs';
import { isAllowed, licenceFaults } from '../../scripts/supply/licences.mjs';
import { packageRoot } from '../../src/database/package-root.js';

test('what the project asks for is pinned, locked, licensed and explained', () => {
  assert.deepEqual(supplyFaults(packageRoot), []);
});

test('a licence that is not allowed is named, and tools may have more than what the service is made of', () => {
  const allowed = new Set(['MIT', 'ISC', '0BSD']);
  const expressions = {
    MIT: true,
    'GPL-3.0-only': false,
    'MIT OR GPL-3.0-only': true,
    'MIT AND GPL-3.0-only': false,
    '(GPL-3.0-only OR (MIT AND ISC)) AND 0BSD': true,
    '(GPL-3.0-only AND MIT': false,
    'MIT ISC': false,
    '': false,
  };
  for (const [expression, holds] of Object.entries(expressions))
    assert.equal(isAllowed(expression, allowed), holds, expression);
  const locked = {
    'node_modules/a': { license: 'MPL-2.0' },
    'node_modules/b': { license: 'MPL-2.0', dev: true },
    'node_modules/c/node_modules/@d/e': {},
    'node_modules/@img/sharp-libvips-linux-x64': { license: 'LGPL-3.0-or-later' },
  };
  assert.deepEqual(
    licenceFaults(locked).map((fault) => fault.split(':')[0]),
    ['a has the licence MPL-2.0', '@d/e has the licence that it does not tell'],
  );
});

test('an install script that nobody has looked at is named', () => {
  const locked = {
    'node_modules/new-one': { hasInstallScript: true },
    'node_modules/x/node_modules/prisma': { hasInstallScript: true },
  };
  assert.deepEqual(
    installScriptFaults(locked).map((fault) => fault.split(' ')[0]),
    ['new-one'],
  );
});

test('the list of dependencies must be whole, and hold nothing that is gone', () => {
  const list = '| `a` | why | b, which is larger |\n| `gone` | why | none |\n| `half` | why | |\n';
  assert.deepEqual(listFaults(list, ['a', 'half', 'new']), [
    'docs/dependencies.md says nothing of new',
    'docs/dependencies.md lists gone, which nothing asks for',
    'docs/dependencies.md does not say why half was taken, or instead of what',
  ]);
});
