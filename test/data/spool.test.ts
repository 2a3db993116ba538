import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spool } from '../../src/data/spool.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('20 MB come back as they went in, and the folder shows no file', async () => {
  const folder = await temporaryFolder('spool');
  try {
    const spool = new Spool(join(folder, 'made', 'by', 'need'));
    const words = new Uint32Array(250_000);
    for (let piece = 0; piece < 20; piece++) {
      for (let index = 0; index < words.length; index++) words[index] = piece * words.length + index;
      await spool.append(new Uint8Array(words.buffer));
    }
    assert.deepEqual(await readdir(join(folder, 'made', 'by', 'need')), []);
    let next = 0;
    for await (const bytes of spool.read()) {
      assert.equal(bytes.length % 8, 0);
      for (const word of new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)) {
        if (word !== next++) assert.fail(`${word} where ${next - 1} was put`);
      }
    }
    assert.equal(next, 5_000_000);
    await spool.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
