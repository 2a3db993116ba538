import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('a folder of a graph is there while it is read, and those of killed processes are removed', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fitserve-engine-'));
  const [old, young] = ['old', 'young'].map((name) => join(root, `fitserve-graph-${name}`));
  assert.ok(old && young);
  for (const folder of [old, young]) mkdirSync(folder);
  utimesSync(old, 1, 1);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = root;
  try {
    const { withGraphFolder } = await import('../../../src/engine/compile/graph-folder.js');
    const read = withGraphFolder(Uint8Array.of(1, 2), (folder) => [...readFileSync(join(folder, 'saved_model.pb'))]);
    assert.deepEqual(read, [1, 2]);
    const fail = () => {
      throw new Error('not read');
    };
    assert.throws(() => withGraphFolder(Uint8Array.of(1), fail), /not read/);
    assert.equal(existsSync(old), false);
    assert.deepEqual(readdirSync(root), ['fitserve-graph-young']);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(root, { recursive: true });
  }
});
