import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFiles } from '../ingest-files.js';
import { renamed, zip } from '../zip/zip-bytes.js';
import { jpeg, plain, png, rgbPixels } from './pictures.js';

const RED = [255, 0, 0] as const;
const GREEN = [0, 255, 0] as const;
const BLUE = [0, 0, 255] as const;
const none = Buffer.alloc(0);

/** What a ZIP becomes: the spec, the classes of the rows, and the bytes of each row. */
async function read(options: object, file: Uint8Array) {
  const { spec, tensors, format } = await readFiles(options, [['pets.zip', file]]);
  const [pixels = none, labels = none] = tensors;
  const rowBytes = pixels.length / spec.rows;
  const rows = Array.from({ length: spec.rows }, (_, row) => ({
    class: spec.targets[0]?.classes?.[labels.readInt32LE(4 * row)],
    pixels: [...pixels.subarray(row * rowBytes, (row + 1) * rowBytes)],
  }));
  return { spec, format, rows };
}

const apart = <Row extends { class: string | undefined; pixels: number[] }>(rows: readonly Row[]) =>
  rows.map(({ class: name, pixels }) => `${name}: ${pixels.join(' ')}`).sort();

test('pictures in class folders become bytes [height, width, 3] and the classes of their folders, sorted', async () => {
  const file = await zip([
    ['dog/1.png', await plain(1, 2, RED)],
    ['cat/1.png', await plain(1, 2, GREEN)],
    ['dog/2.png', await plain(1, 2, BLUE)],
  ]);
  const { spec, format, rows } = await read({ scale: 1 / 255 }, file);
  assert.equal(format, 'images');
  assert.deepEqual(spec, {
    task: 'classification',
    rows: 3,
    inputs: [{ name: 'inputs', dtype: 'uint8', shape: [1, 2, 3] }],
    targets: [{ name: 'targets', dtype: 'int32', shape: [], classes: ['cat', 'dog'] }],
    scale: 1 / 255,
  });
  assert.deepEqual(apart(rows), ['cat: 0 255 0 0 255 0', 'dog: 0 0 255 0 0 255', 'dog: 255 0 0 255 0 0']);
});

test('grey pictures are [height, width], with the brightness that Pillow gives', async () => {
  // Pillow 12: np.asarray(Image.fromarray(pixels).convert('L'))
  const colors = [RED, GREEN, BLUE, [10, 200, 30], [128, 128, 128], [1, 2, 3]] as const;
  const pixels = rgbPixels(2, 3, (y, x) => colors[3 * y + x] ?? RED);
  const file = await zip([
    ['a/1.png', await png(2, 3, pixels)],
    ['b/1.png', await png(2, 3, Buffer.of(0, 1, 2, 253, 254, 255), 1)],
  ]);
  const { spec, rows } = await read({ color: 'grey' }, file);
  assert.deepEqual(spec.inputs, [{ name: 'inputs', dtype: 'uint8', shape: [2, 3] }]);
  assert.deepEqual(apart(rows), ['a: 76 150 29 124 128 2', 'b: 0 1 2 253 254 255']);
});

test('resized pictures are within three levels of what Pillow makes of them', async () => {
  const pixels = rgbPixels(48, 64, (y, x) => [(4 * x) % 256, (5 * y) % 256, 255 - 2 * x - y]);
  // Pillow 12: np.asarray(image.resize((4, 3), Image.BILINEAR)), and of image.convert('L')
  const rgb = [
    36, 45, 228, 94, 45, 199, 158, 45, 167, 216, 45, 138, 36, 118, 214, 94, 118, 185, 158, 118, 153, 216, 118, 124, 36,
    190, 199, 94, 190, 170, 158, 190, 138, 216, 190, 109,
  ];
  const grey = [63, 77, 93, 107, 104, 118, 134, 148, 145, 159, 174, 188];
  const file = await zip([
    ['a/1.png', await png(48, 64, pixels)],
    ['b/1.jpg', await jpeg(48, 64, pixels)],
  ]);
  for (const [color, expected] of [
    ['rgb', rgb],
    ['grey', grey],
  ] as const) {
    const { rows } = await read({ image_size: [3, 4], color }, file);
    for (const { pixels: found } of rows) {
      assert.equal(found.length, expected.length);
      const most = Math.max(...found.map((value, index) => Math.abs(value - (expected[index] ?? 0))));
      assert.ok(most <= 3, `${most} levels apart: ${found}`);
    }
  }
});

test('transparency is dropped; palettes and 16 bits become 8 bits of red, green and blue', async () => {
  const { default: sharp } = await import('sharp');
  const raw = sharp(Buffer.of(10, 20, 30, 0, 200, 100, 50, 255), { raw: { height: 1, width: 2, channels: 4 } });
  const deep = sharp(Uint16Array.of(0, 256, 65535, 32768, 512, 1024), { raw: { height: 1, width: 2, channels: 3 } });
  const file = await zip([
    ['a/1.png', await raw.png().toBuffer()],
    [
      'b/1.png',
      await sharp(await plain(1, 2, RED))
        .png({ palette: true })
        .toBuffer(),
    ],
    ['c/1.png', await deep.toColourspace('rgb16').png().toBuffer()],
  ]);
  const { rows } = await read({}, file);
  assert.deepEqual(apart(rows), ['a: 10 20 30 200 100 50', 'b: 255 0 0 255 0 0', 'c: 0 1 255 128 2 4']);
});

test('a folder around the classes, hidden files, the order in the ZIP and backslashes make no difference', async () => {
  const pictures = await Promise.all(
    (
      [
        ['ant/1.png', RED],
        ['bee/1.png', GREEN],
        ['bee/2.png', BLUE],
        ['ant/2.PNG', BLUE],
      ] as const
    ).map(async ([name, color]) => [name, await plain(2, 2, color)] as const),
  );
  const expected = await readFiles({}, [['a.zip', await zip(pictures)]]);
  const others = [
    await zip([...pictures].reverse(), { compress: false }),
    await zip([
      ...pictures.map(([name, bytes]) => [`my pets/all/${name}`, bytes] as const),
      ['__MACOSX/my pets/all/ant/._1.png', 'x'],
      ['my pets/all/.DS_Store', 'x'],
      ['my pets/all/ant/Thumbs.db', 'x'],
      ['my pets/desktop.ini', 'x'],
    ]),
    renamed(renamed(await zip(pictures), 'ant/', 'ant\\'), 'bee/', 'bee\\'),
  ];
  for (const other of others) {
    const read = await readFiles({}, [['b.zip', other]]);
    assert.deepEqual([read.sha256, read.spec], [expected.sha256, expected.spec]);
  }
});

test('the rows of the classes are mixed, so that a split of the last part has them all', async () => {
  const [red, blue] = [await plain(1, 1, RED), await plain(1, 1, BLUE)];
  const names = Array.from({ length: 100 }, (_, index) => `${index}.png`);
  const { rows } = await read(
    {},
    await zip([
      ...names.map((name) => [`a/${name}`, red] as const),
      ...names.map((name) => [`b/${name}`, blue] as const),
    ]),
  );
  const last = rows.slice(-40).filter((row) => row.class === 'a').length;
  assert.ok(last > 8 && last < 32, `${last} of the last 40 rows are of the first class`);
  for (const row of rows) assert.deepEqual(row.pixels, row.class === 'a' ? RED : BLUE);
});

test('folder names that are UTF-8 without saying so, as macOS writes them, are read as that', async () => {
  const bytes = await zip([
    ['caf\u00e9/1.png', await plain(1, 1, RED)],
    ['tea/1.png', await plain(1, 1, BLUE)],
  ]);
  const unsaid = Buffer.from(bytes);
  for (const [magic, flags] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const) {
    for (let at = unsaid.indexOf(magic, 0, 'latin1'); at >= 0; at = unsaid.indexOf(magic, at + 4, 'latin1')) {
      unsaid.writeUInt16LE(unsaid.readUInt16LE(at + flags) & ~0x800, at + flags);
    }
  }
  for (const file of [bytes, unsaid]) {
    assert.deepEqual((await read({}, file)).spec.targets[0]?.classes, ['caf\u00e9', 'tea']);
  }
});
