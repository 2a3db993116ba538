import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PictureDecoder, PictureError } from '../../../src/data/images/picture-decoder.js';
import { atEnd } from '../../support/cleanup.js';
import { plain } from './pictures.js';

test('a decoder that ends fails the pictures in hand, and those that come later', async () => {
  const decoder = new PictureDecoder();
  const picture = await plain(2, 2, [9, 8, 7]);
  const { height, width, bytes } = await decoder.decode(picture, { color: 'rgb' });
  assert.deepEqual([height, width, [...bytes]], [2, 2, [9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7]]);
  const inHand = decoder.decode(picture, { color: 'rgb' });
  decoder.close();
  const died = (error: unknown) =>
    error instanceof PictureError && /the process that decodes it died/.test(error.message);
  await assert.rejects(inHand, died);
  await assert.rejects(decoder.decode(picture, { color: 'rgb' }), died);
});

test('a broken picture fails alone', async () => {
  const decoder = new PictureDecoder();
  atEnd(async () => decoder.close());
  const picture = await plain(2, 3, [9, 8, 7]);
  const form = { color: 'grey', size: { height: 1, width: 1 } } as const;
  const [first, broken, last] = await Promise.allSettled([
    decoder.decode(picture, form),
    decoder.decode(picture.subarray(0, 50), form),
    decoder.decode(picture, form),
  ]);
  assert.equal(broken?.status, 'rejected');
  for (const whole of [first, last]) {
    assert.deepEqual(whole?.status === 'fulfilled' && [...whole.value.bytes], [8]);
  }
});
