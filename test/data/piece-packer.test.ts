import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PiecePacker } from '../../src/data/piece-packer.js';

const PIECE = 2 ** 18;

/** A packer whose pieces wait until they are taken. */
function packer() {
  const sent: Uint8Array<ArrayBuffer>[] = [];
  const packed = new PiecePacker((bytes) => sent.push(bytes));
  return { packed, sent };
}

const counted = (from: number, bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (from + index) % 251);

test('bytes go out at once to a thread that has nothing to do, and together once it has', async () => {
  const { packed, sent } = packer();
  await packed.add(counted(0, 3));
  await packed.add(counted(3, 10));
  await packed.add(counted(13, 10));
  assert.deepEqual(sent, [counted(0, 3)]);
  packed.taken(sent[0] ?? new Uint8Array());
  assert.deepEqual(sent[1], counted(3, 20));
});

test('large pieces end at multiples of eight of the file, and what is over comes with the next', async () => {
  const { packed, sent } = packer();
  await packed.add(counted(0, 5));
  packed.taken(sent[0] ?? new Uint8Array());
  await packed.add(counted(5, 5001));
  assert.deepEqual(sent[1], counted(5, 4995));
  packed.end();
  assert.deepEqual(sent[2], counted(5000, 6));
});

test('no more than four pieces are made, and the fifth is one of them that came back', async () => {
  const { packed, sent } = packer();
  const all = counted(0, 5 * PIECE);
  let done = false;
  const adding = packed.add(all).then(() => {
    done = true;
  });
  await nextTurn();
  assert.deepEqual([sent.length, done], [4, false]);
  const got = sent.map((bytes) => Uint8Array.from(bytes));
  packed.taken(sent[0] ?? new Uint8Array());
  await adding;
  got.push(...sent.slice(4));
  assert.equal(sent[4]?.buffer, sent[0]?.buffer);
  assert.ok(Buffer.concat(got).equals(all));
});

test('an upload that ends lets a waiting packer go', async () => {
  const { packed, sent } = packer();
  const adding = packed.add(new Uint8Array(9 * PIECE));
  packed.stop();
  await adding;
  assert.equal(sent.length, 4);
});
