import { inOrder } from '../data/images/in-order.js';
import { PictureDecoder, PictureError } from '../data/images/picture-decoder.js';
import { CHANNELS, type Color } from '../data/images/picture-form.js';
import { whyNoPicture } from '../data/images/picture-magic.js';
import { type JsonRows, jsonError } from '../data/json-rows.js';
import { sizeOf } from '../engine/plan/network-plan.js';
import type { InputLayout, PostedPicture, PredictRows } from './input-layout.js';
import { isObject, own } from './row-parts.js';

/** Decoded at once; each may take some hundred megabytes where it is large. */
const MOST_UNDER_WAY = 3;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export function isBase64(text: string): boolean {
  return BASE64.test(text);
}

/** Whether a posted row is a picture: `{"b64": "..."}`, where no column is called so. */
export function isPicture(row: unknown, { columns }: InputLayout): row is object {
  return isObject(row) && Object.keys(row).join() === 'b64' && columns?.includes('b64') !== true;
}

/** Rows that are pictures in base64. @throws {InvalidError} */
export function fromPictures({ rows, pointer }: JsonRows, layout: InputLayout): PredictRows {
  const pictures = rows.map((row, index): PostedPicture => {
    const base64 = isPicture(row, layout) ? own(row, 'b64') : undefined;
    if (typeof base64 !== 'string') {
      throw jsonError(`${pointer}/${index}`, 'must be a picture, {"b64": "..."}, as row 0 is', row);
    }
    if (!isBase64(base64)) throw jsonError(`${pointer}/${index}/b64`, 'must be a file in base64', base64);
    return { row: index, file: Uint8Array.from(Buffer.from(base64, 'base64')), pointer: `${pointer}/${index}/b64` };
  });
  return pictureRows(pictures, [layout], pointer);
}

/** Room for pictures as the rows of the one input of a model. @throws {InvalidError} where it takes none. */
export function pictureRows(
  pictures: readonly PostedPicture[],
  layouts: readonly InputLayout[],
  pointer: string,
): PredictRows {
  const [layout, ...others] = layouts;
  if (layout?.picture === undefined || others.length > 0) {
    throw jsonError(pointer, 'holds pictures, and the model was not trained on pictures of one input');
  }
  const rows = pictures.length;
  if (rows > layout.maxRows) throw jsonError(pointer, `has ${rows} rows; one request may have ${layout.maxRows}`);
  return { inputs: [new Float32Array(rows * sizeOf(layout.shape))], rows, pictures };
}

/** Makes rows of posted pictures: they are decoded in a process of its own, which is there once one has come. */
export class PictureRows {
  #decoder: PictureDecoder | undefined;

  /** The rows with all pictures in them, of the size and color of those of the training. @throws {InvalidError} that points at one. */
  async develop(posted: PredictRows, layouts: readonly InputLayout[]): Promise<PredictRows> {
    const { pictures, inputs, rows } = posted;
    const picture = layouts[0]?.picture;
    const [values] = inputs;
    if (pictures === undefined || picture === undefined || values === undefined) return posted;
    const { height, width, color } = picture;
    const pixels = height * width * CHANNELS[color];
    for await (const { row, bytes } of inOrder(pictures, MOST_UNDER_WAY, async (one) => ({
      row: one.row,
      bytes: await this.#decode(one, { color, size: { height, width } }),
    }))) {
      values.set(bytes, row * pixels);
    }
    return { inputs, rows };
  }

  /** Ends the process; pictures in hand fail. */
  close(): void {
    this.#decoder?.close();
  }

  async #decode({ file, pointer }: PostedPicture, form: { color: Color; size: { height: number; width: number } }) {
    const whyNot = whyNoPicture(file);
    if (whyNot !== undefined) throw jsonError(pointer, whyNot);
    if (this.#decoder === undefined || this.#decoder.hasEnded) this.#decoder = new PictureDecoder();
    try {
      return (await this.#decoder.decode(file, form)).bytes;
    } catch (error) {
      throw error instanceof PictureError ? jsonError(pointer, `cannot be decoded: ${error.message}`) : error;
    }
  }
}
