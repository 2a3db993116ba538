import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import { bytesPerRow, type DatasetSpec, elementsPerRow, type TensorSpec } from '../data/dataset-spec.js';
import { ConflictError } from '../errors.js';

/** Numbers that one sheet shows: laying them out takes some milliseconds. */
const MOST_NUMBERS = 1_000_000;
const GAP_PIXELS = 2;
const GREY = 128;
const WHITE = 255;

interface PictureLayout {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
}

/**
 * The first rows as pictures, side by side and line after line on one sheet, as a PNG. Bytes are shown as they are; other
 * numbers from the smallest, black, to the largest of the sheet, white.
 * @throws {ConflictError} when the rows are no pictures: one input of shape [height, width] or [height, width, 1, 3 or 4].
 */
export async function previewPictures(
  spec: DatasetSpec,
  limit: number,
  firstBytes: (tensor: number, bytes: number) => Promise<Buffer>,
): Promise<Buffer> {
  const [input] = spec.inputs;
  const layout = input && spec.inputs.length === 1 ? pictureLayout(input) : undefined;
  if (input === undefined || layout === undefined) {
    throw new ConflictError(
      'no_pictures',
      'The rows are no pictures: those have one input of shape [height, width] or [height, width, 1, 3 or 4].',
    );
  }
  const rows = Math.min(spec.rows, limit, Math.max(1, Math.floor(MOST_NUMBERS / elementsPerRow(input))));
  const shades = toShades(input, await firstBytes(0, rows * bytesPerRow(input)));
  const across = Math.ceil(Math.sqrt(rows));
  const width = across * (layout.width + GAP_PIXELS) - GAP_PIXELS;
  const height = Math.ceil(rows / across) * (layout.height + GAP_PIXELS) - GAP_PIXELS;
  const sheet = Buffer.alloc(width * height * layout.channels, GREY);
  for (let row = 0; row < rows; row++) {
    const left = (row % across) * (layout.width + GAP_PIXELS);
    const top = Math.floor(row / across) * (layout.height + GAP_PIXELS);
    drawPicture(sheet, width, { left, top }, shades.subarray(row * elementsPerRow(input)), layout);
    await nextTurn();
  }
  const raw = { width, height, channels: layout.channels };
  return sharp(sheet, { raw }).png().toBuffer();
}

function pictureLayout({ shape }: TensorSpec): PictureLayout | undefined {
  const [height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || height === 0 || width === 0) return undefined;
  return channels === 1 || channels === 3 || channels === 4 ? { height, width, channels } : undefined;
}

/** Numbers of a tensor as bytes from black to white. */
function toShades({ dtype }: TensorSpec, bytes: Buffer): Uint8Array {
  if (dtype === 'uint8') return bytes;
  const View = dtype === 'int32' ? Int32Array : Float32Array;
  const values = new View(Uint8Array.from(bytes).buffer);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const span = most > least ? most - least : 1;
  return Uint8Array.from(values, (value) => Math.round(((value - least) / span) * WHITE));
}

function drawPicture(
  sheet: Buffer,
  sheetWidth: number,
  { left, top }: { readonly left: number; readonly top: number },
  shades: Uint8Array,
  { height, width, channels }: PictureLayout,
): void {
  for (let line = 0; line < height; line++) {
    const from = line * width * channels;
    sheet.set(shades.subarray(from, from + width * channels), ((top + line) * sheetWidth + left) * channels);
  }
}
