import { buffer } from 'node:stream/consumers';
import { type InvalidError, TooLargeError } from '../../errors.js';
import { specOf } from '../array/array-pair.js';
import { bytesPerRow, type TargetSpec, type TensorSpec } from '../dataset-spec.js';
import { fileError, optionError } from '../faults.js';
import type { FormatReader, ReadingParts } from '../format-reader.js';
import { TargetColumn } from '../target-column.js';
import { firstNameIn, looksLikeZip, ZipArchive } from '../zip/zip-archive.js';
import { type ClassedEntry, classedEntries } from './class-folders.js';
import { inOrder } from './in-order.js';
import type { Pixels } from './picture.js';
import { PictureDecoder, PictureError } from './picture-decoder.js';
import { CHANNELS, type Color, type PictureForm } from './picture-form.js';
import { whyNoPicture } from './picture-magic.js';

/** As Keras's `image_dataset_from_directory`. */
const DEFAULT_COLOR: Color = 'rgb';
const MOST_FILE_BYTES = 64 * 2 ** 20;
/** Largest row that is taken. */
const MOST_ROW_BYTES = 16 * 2 ** 20;
/** Decoded at once; each may take some hundred megabytes where it is large. */
const MOST_UNDER_WAY = 3;

/** A ZIP of PNG and JPEG pictures in one folder for each class; they become bytes of one size. */
export const imagesReader: FormatReader = {
  options: ['image_size', 'color'],
  recognises: (head) => looksLikeZip(head) && !firstNameIn(head).endsWith('.npy'),

  async read(parts) {
    if (parts.options.task === 'regression') {
      throw optionError(
        'task',
        'pictures in folders have classes, their folders; for numbers, upload arrays (NPY, NPZ)',
        'regression',
      );
    }
    const archive = await ZipArchive.open(parts);
    const extra = await parts.nextFile();
    if (extra !== undefined) throw fileError(extra.name, 'pictures come in one ZIP');
    const decoder = new PictureDecoder();
    try {
      return await new Images(parts, archive, decoder).read();
    } finally {
      decoder.close();
    }
  },
};

class Images {
  readonly #parts: ReadingParts;
  readonly #archive: ZipArchive;
  readonly #decoder: PictureDecoder;

  constructor(parts: ReadingParts, archive: ZipArchive, decoder: PictureDecoder) {
    this.#parts = parts;
    this.#archive = archive;
    this.#decoder = decoder;
  }

  async read() {
    const { writer, options } = this.#parts;
    const pictures = classedEntries(this.#archive);
    const [first] = pictures;
    if (first === undefined) throw fileError(this.#archive.name, 'the ZIP holds no picture');
    const classes = await this.#classes(pictures);
    const color = options.color ?? DEFAULT_COLOR;
    const [height, width] = options.image_size ?? [];
    const form: PictureForm =
      height === undefined || width === undefined ? { color } : { color, size: { height, width } };
    const size = form.size ?? (await this.#pixels(first, form));
    const inputs = this.#inputs(color, size, pictures.length);
    await writer.tensor(inputs, async (out) => {
      for await (const { picture, pixels } of inOrder(pictures, MOST_UNDER_WAY, async (one) => ({
        picture: one,
        pixels: await this.#pixels(one, form),
      }))) {
        if (pixels.height !== size.height || pixels.width !== size.width) {
          throw this.#archive.error(
            picture.entry,
            `it has ${pixels.height} x ${pixels.width} pixels, ${JSON.stringify(first.entry.fileName)} ${size.height} x ${size.width}; name the size for all with \`image_size\``,
          );
        }
        await out.write(pixels.bytes);
      }
    });
    const { task, ...kind } = classes.conclude();
    const targets: TargetSpec = { name: 'targets', shape: [], ...kind };
    await writer.tensor(targets, async (out) => {
      for await (const bytes of classes.bytes(task)) await out.write(bytes);
    });
    return specOf(this.#parts, { task, rows: pictures.length, inputs: [inputs], targets: [targets] });
  }

  /** @throws {InvalidError} when there are not at least two classes, or their names cannot be kept. */
  async #classes(pictures: readonly ClassedEntry[]): Promise<TargetColumn> {
    let at: ClassedEntry | undefined;
    const refuse = (place: string | undefined, detail: string): InvalidError =>
      fileError(this.#archive.name, place === undefined ? detail : `${place}: ${detail}`);
    const source = { place: () => `the folder of ${JSON.stringify(at?.entry.fileName)}`, error: refuse };
    const classes = new TargetColumn({ task: 'classification', source, spool: this.#parts.newSpool() });
    for (const picture of pictures) {
      at = picture;
      classes.add(picture.class);
    }
    await classes.flush();
    classes.conclude();
    return classes;
  }

  #inputs(color: Color, { height, width }: { height: number; width: number }, rows: number): TensorSpec {
    const channels = CHANNELS[color];
    const shape = channels === 1 ? [height, width] : [height, width, channels];
    const inputs: TensorSpec = { name: 'inputs', dtype: 'uint8', shape };
    const rowBytes = bytesPerRow(inputs);
    if (rowBytes > MOST_ROW_BYTES) {
      throw fileError(
        this.#archive.name,
        `a picture of ${shape.join(' x ')} takes ${rowBytes} bytes; ${MOST_ROW_BYTES} are the most: name a smaller \`image_size\``,
      );
    }
    const { limitBytes } = this.#parts;
    if (rows * rowBytes > limitBytes) {
      throw new TooLargeError(
        `${rows} pictures of ${shape.join(' x ')} take ${rows * rowBytes} bytes; ${limitBytes} are allowed: name a smaller image_size.`,
      );
    }
    return inputs;
  }

  async #pixels({ entry }: ClassedEntry, form: PictureForm): Promise<Pixels> {
    const refuse = (detail: string) => this.#archive.error(entry, detail);
    if (entry.uncompressedSize > MOST_FILE_BYTES) {
      throw refuse(`a file of ${entry.uncompressedSize} bytes; ${MOST_FILE_BYTES} are the most`);
    }
    const file = await buffer(this.#archive.content(entry));
    const whyNot = whyNoPicture(file);
    if (whyNot !== undefined) throw refuse(whyNot);
    try {
      return await this.#decoder.decode(file, form);
    } catch (error) {
      throw error instanceof PictureError ? refuse(error.message) : error;
    }
  }
}
