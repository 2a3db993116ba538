import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import yazl from 'yazl';
import { readDigits } from './demo/chapter-model.js';
import { someDigits } from './demo/digits.js';

// Writes a ZIP of pictures as people have them: a PNG for each of some digits, in a folder for each class.
// node dist/examples/picture-zip.js digits.zip 600

const [path, count = '600'] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write('Usage: node dist/examples/picture-zip.js <file.zip> [number of pictures]\n');
  process.exit(2);
}
const { images, labels } = await readDigits('train');
const digits = someDigits(images, labels, Number(count));
const zip = new yazl.ZipFile();
for (const [index, { pixels, label }] of digits.entries()) {
  const raw = { width: pixels[0]?.length ?? 0, height: pixels.length, channels: 1 as const };
  const png = await sharp(Uint8Array.from(pixels.flat()), { raw }).toColourspace('b-w').png().toBuffer();
  zip.addBuffer(png, `digits/${label}/${index}.png`);
}
zip.end();
await pipeline(zip.outputStream, createWriteStream(path));
process.stdout.write(`${digits.length} pictures of ${new Set(digits.map(({ label }) => label)).size} classes\n`);
