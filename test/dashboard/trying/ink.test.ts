import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Pixels, placeInk, readInk } from '../../../dashboard/src/trying/ink.js';

/** A black picture on which some pixels have a brightness. */
function picture(width: number, height: number, drawn: ReadonlyArray<readonly [x: number, y: number, value: number]>) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (const [x, y, value] of drawn) data.set([value, value, value, 255], (y * width + x) * 4);
  return { data, width, height } satisfies Pixels;
}

/** A filled rectangle. */
function block(left: number, top: number, width: number, height: number) {
  return Array.from({ length: width * height }, (_, at) => {
    return [left + (at % width), top + Math.floor(at / width), 255] as const;
  });
}

test('a drawing is scaled by its larger side to 20 of 28 pixels, and its centre of mass comes to the middle', () => {
  // 10 wide, 100 high, its middle at (25, 130).
  const place = placeInk(picture(280, 280, block(20, 80, 10, 100)), 28, 28);
  assert.deepEqual(place, { x: 14 - 25 * 0.2, y: 14 - 130 * 0.2, scale: 0.2 });
});

test('it is the mass that is centred, not the edges', () => {
  // Three of four bright pixels are at the left end of a line of 20.
  const place = placeInk(
    picture(40, 40, [
      [10, 10, 255],
      [10, 11, 255],
      [10, 12, 255],
      [29, 11, 255],
    ]),
    28,
    28,
  );
  assert.deepEqual(place, { x: 14 - (3 * 10.5 + 29.5) / 4, y: 14 - 11.5, scale: 1 });
});

test('nothing drawn has no place', () => {
  assert.equal(placeInk(picture(10, 10, []), 28, 28), undefined);
});

test('a picture is read as rows of the data: whole numbers where a white pixel is 255, parts where it is 1, and by channel', () => {
  const pixels = picture(3, 2, [
    [0, 0, 255],
    [2, 1, 51],
  ]);
  assert.deepEqual(readInk(pixels, undefined, 255), [
    [255, 0, 0],
    [0, 0, 51],
  ]);
  assert.deepEqual(readInk(pixels, undefined, 16), [
    [16, 0, 0],
    [0, 0, 3],
  ]);
  assert.deepEqual(readInk(pixels, undefined, 1), [
    [1, 0, 0],
    [0, 0, 0.2],
  ]);
  assert.deepEqual(readInk(pixels, 3, 1)[1], [
    [0, 0, 0],
    [0, 0, 0],
    [0.2, 0.2, 0.2],
  ]);
});
