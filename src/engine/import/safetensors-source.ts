import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';
import { readFully } from '../read-fully.js';
import { repeatedName } from './repeated-name.js';
import { countOf, NUMBER_TYPES, type WeightSource } from './weight-source.js';

const LENGTH_BYTES = 8;
/** The header of the largest model that is accepted has a hundredth of this. */
const MOST_HEADER_BYTES = 16 * 2 ** 20;

const size = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});
const headerSchema = z.record(z.string(), z.unknown());

/** The tensors of a safetensors file. @throws {WrongWeightsError} saying where the file is not what it should be. */
export async function openSafetensors(file: FileHandle, fileBytes: number): Promise<WeightSource> {
  const { header, dataAt } = await readHeader(file, fileBytes);
  const source = new Map<string, { shape: readonly number[]; read(): Promise<Float32Array> }>();
  const spans: { readonly name: string; readonly begin: number; readonly end: number }[] = [];
  for (const [name, given] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const parsed = entrySchema.safeParse(given);
    const shown = JSON.stringify(name);
    if (!parsed.success)
      throw new WrongWeightsError(`its header does not say dtype, shape and data_offsets of ${shown}`);
    const { dtype, shape, data_offsets } = parsed.data;
    const [begin, end] = data_offsets;
    const type = NUMBER_TYPES.get(dtype);
    if (!type)
      throw new WrongWeightsError(`${shown} has the dtype ${dtype}; ${[...NUMBER_TYPES.keys()].join(', ')} are read`);
    const bytes = type.bytes * countOf(name, shape);
    if (end - begin !== bytes)
      throw new WrongWeightsError(
        `${shown} of shape [${shape.join(', ')}] and dtype ${dtype} takes ${bytes} bytes, and its data_offsets span ${end - begin}`,
      );
    if (dataAt + end > fileBytes)
      throw new WrongWeightsError(`${shown} ends at byte ${dataAt + end}, and the file has ${fileBytes}`);
    spans.push({ name, begin, end });
    source.set(name, { shape, read: async () => type.toFloats(await readExactly(file, dataAt + begin, bytes)) });
  }
  refuseOverlapsAndHoles(spans, fileBytes - dataAt);
  return source;
}

async function readHeader(file: FileHandle, fileBytes: number) {
  if (fileBytes < LENGTH_BYTES) throw new WrongWeightsError(`it has ${fileBytes} bytes, and is no safetensors file`);
  const length = (await readExactly(file, 0, LENGTH_BYTES)).readBigUInt64LE();
  if (length > BigInt(MOST_HEADER_BYTES) || LENGTH_BYTES + Number(length) > fileBytes)
    throw new WrongWeightsError(
      `it is no format that is known (safetensors, tfjs, .weights.h5, .keras), or its header is cut off: it says to have ${length} bytes`,
    );
  const text = (await readExactly(file, LENGTH_BYTES, Number(length))).toString('utf8');
  const header = headerSchema.safeParse(parseJson(text));
  if (!header.success) throw new WrongWeightsError('its header is no JSON object');
  const repeated = repeatedName(text);
  if (repeated !== undefined) throw new WrongWeightsError(`its header names ${JSON.stringify(repeated)} twice`);
  return { header: header.data, dataAt: LENGTH_BYTES + Number(length) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongWeightsError('its header is no JSON');
  }
}

/** The format wants all bytes named once: others are a sign that the header does not tell of these numbers. */
function refuseOverlapsAndHoles(
  spans: readonly { readonly name: string; readonly begin: number; readonly end: number }[],
  dataBytes: number,
): void {
  const ordered = spans.filter(({ begin, end }) => end > begin).sort((a, b) => a.begin - b.begin);
  let named = 0;
  ordered.forEach(({ name, begin, end }, index) => {
    const before = ordered[index - 1];
    if (before && before.end > begin)
      throw new WrongWeightsError(`${JSON.stringify(before.name)} and ${JSON.stringify(name)} share bytes`);
    if (begin > named)
      throw new WrongWeightsError(`${begin - named} bytes before ${JSON.stringify(name)} belong to no tensor`);
    named = end;
  });
  if (named < dataBytes)
    throw new WrongWeightsError(`${dataBytes - named} bytes at the end of the file belong to no tensor`);
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  await readFully(file, buffer, position, 'the weights');
  return buffer;
}
