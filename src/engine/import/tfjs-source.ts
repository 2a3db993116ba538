import { z } from 'zod';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';
import { countOf, NUMBER_TYPES, type WeightSource } from './weight-source.js';

/** A file that was given, or stands in a zip that was. */
export interface GivenFile {
  readonly name: string;
  readonly sizeBytes: number;
  content(): Promise<Buffer>;
}

const modelSchema = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()).min(1),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.string(),
          quantization: z.unknown().optional(),
        }),
      ),
    }),
  ),
});

const DTYPES: ReadonlyMap<string, string> = new Map([
  ['float32', 'F32'],
  ['int32', 'I32'],
]);

/**
 * The weights beside a `model.json` of TensorFlow.js; shards go by their file names.
 * @throws {WrongWeightsError} naming the shard or the weight that is not what it should be.
 */
export async function openTfjs(model: Buffer, files: readonly GivenFile[]): Promise<WeightSource> {
  const { weightsManifest } = parseModel(model);
  const source = new Map<string, { shape: readonly number[]; read(): Promise<Float32Array> }>();
  for (const { paths, weights } of weightsManifest) {
    const shards = paths.map((path) => shardAt(path, files));
    const held = shards.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    let at = 0;
    for (const { name, shape, dtype, quantization } of weights) {
      const shown = JSON.stringify(name);
      const type = NUMBER_TYPES.get(DTYPES.get(dtype) ?? '');
      if (quantization !== undefined) throw new WrongWeightsError(`${shown} is quantized; float32 weights are read`);
      if (!type)
        throw new WrongWeightsError(`${shown} has the dtype ${dtype}; ${[...DTYPES.keys()].join(', ')} are read`);
      if (source.has(name)) throw new WrongWeightsError(`model.json names ${shown} twice`);
      const begin = at;
      const end = begin + type.bytes * countOf(name, shape);
      if (end > held) throw new WrongWeightsError(`${shown} ends at byte ${end}, and ${paths.join(', ')} have ${held}`);
      source.set(name, { shape, read: async () => type.toFloats(await range(shards, begin, end)) });
      at = end;
    }
    if (at !== held)
      throw new WrongWeightsError(`${paths.join(', ')} have ${held} bytes, and model.json tells of ${at}`);
  }
  return source;
}

function parseModel(bytes: Buffer): z.infer<typeof modelSchema> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new WrongWeightsError('model.json is no JSON');
  }
  const parsed = modelSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongWeightsError(`model.json is not one of TensorFlow.js: ${issue?.path.join('/')}: ${issue?.message}`);
}

function shardAt(path: string, files: readonly GivenFile[]): GivenFile {
  const name = baseName(path);
  const [file, more] = files.filter((given) => baseName(given.name) === name);
  if (!file) throw new WrongWeightsError(`the file ${JSON.stringify(name)}, which model.json names, is missing`);
  if (more) throw new WrongWeightsError(`the file ${JSON.stringify(name)} is given twice`);
  return file;
}

/** Bytes of shards that follow one another; one may end in the middle of a weight. */
async function range(shards: readonly GivenFile[], begin: number, end: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const shard of shards) {
    const from = Math.max(begin, at);
    const to = Math.min(end, at + shard.sizeBytes);
    if (from < to) pieces.push((await shard.content()).subarray(from - at, to - at));
    at += shard.sizeBytes;
  }
  return Buffer.concat(pieces);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
