import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { CheckpointTensor } from '../checkpoint.js';
import { readKerasH5 } from '../checkpoint-formats/keras-h5.js';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';
import { bytesOf } from '../compile/graph.js';
import { type NetworkPlan, sizeOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import type { ModelDefinition } from '../training-spec.js';
import { matchWeights } from './match-weights.js';
import { openSafetensors } from './safetensors-source.js';
import { type GivenFile, openTfjs } from './tfjs-source.js';
import { filesInZip } from './zip-files.js';

export interface ImportTask {
  readonly definition: ModelDefinition;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** The checkpoint's bytes go into this file. */
  readonly target: string;
}

export interface ImportedWeights {
  readonly format: 'safetensors' | 'tfjs' | 'weights_h5' | 'keras';
  readonly tensors: CheckpointTensor[];
}

/** What each weight of the network is: read when its turn comes. */
type Readers = readonly (() => Promise<Float32Array>)[];

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const HDF5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
/** The widest numbers that are read have 8 bytes; the rest is for what stands around them. */
const MOST_BYTES_PER_NUMBER = 8;
const BYTES_AROUND = 64 * 2 ** 20;

/**
 * Reads the weights of a model that another program has written, and writes them as the bytes of a checkpoint.
 * @throws {WrongWeightsError} naming the file, and what is wrong in it.
 */
export async function importWeights(task: ImportTask): Promise<ImportedWeights> {
  const plan = planDefinition(task.definition);
  const opened = await Promise.all(task.files.map(({ path }) => open(path)));
  try {
    const { format, readers } = await openWeights(task, plan, opened);
    return { format, tensors: await writeBytes(task.target, plan, readers) };
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}

async function openWeights(
  { definition, files }: ImportTask,
  plan: NetworkPlan,
  opened: readonly FileHandle[],
): Promise<{ format: ImportedWeights['format']; readers: Readers }> {
  const limit = BYTES_AROUND + MOST_BYTES_PER_NUMBER * plan.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const sizes = await Promise.all(opened.map(async (file) => (await file.stat()).size));
  const given = files.map(({ name, path }, index): GivenFile => {
    let kept: Promise<Buffer> | undefined;
    return {
      name,
      sizeBytes: sizes[index] ?? 0,
      content: () => {
        kept ??= readFile(path);
        return kept;
      },
    };
  });
  const [file] = opened;
  const [first, ...others] = given;
  if (!file || !first) throw new Error('there is a file');
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > limit)
    throw new WrongWeightsError(`the files have ${total} bytes; this model's weights take ${limit} at most`);
  const head = (await file.read(Buffer.alloc(HDF5.length), 0, HDF5.length, 0)).buffer;
  const isZip = head.subarray(0, ZIP.length).equals(ZIP);
  const within = isZip && others.length === 0 ? await filesInZip(file, limit) : given;
  const modelJson = within.find(({ name }) => /(^|[/\\])model\.json$/.test(name)) ?? within.find(isJson);
  if (modelJson) {
    const source = await openTfjs(
      await modelJson.content(),
      within.filter((other) => other !== modelJson),
    );
    return { format: 'tfjs', readers: matched(definition, plan, source) };
  }
  if (others.length > 0)
    throw new WrongWeightsError(
      `of several files one must be the model.json of TensorFlow.js; given are ${given.map(({ name }) => JSON.stringify(name)).join(', ')}`,
    );
  if (isZip) {
    const inKeras = within.find(({ name }) => name === 'model.weights.h5');
    if (!inKeras)
      throw new WrongWeightsError('the zip holds neither model.json (TensorFlow.js) nor model.weights.h5 (.keras)');
    return { format: 'keras', readers: await inH5(definition, plan, await inKeras.content()) };
  }
  if (head.equals(HDF5)) return { format: 'weights_h5', readers: await inH5(definition, plan, await first.content()) };
  const source = await openSafetensors(file, first.sizeBytes);
  return { format: 'safetensors', readers: matched(definition, plan, source) };
}

function isJson({ name }: GivenFile): boolean {
  return name.endsWith('.json') && !/(^|[/\\])(config|metadata|fitserve)\.json$/.test(name);
}

function matched(definition: ModelDefinition, plan: NetworkPlan, source: Parameters<typeof matchWeights>[2]): Readers {
  return matchWeights(definition, plan, source).map((tensor) => () => tensor.read());
}

async function inH5({ architecture }: ModelDefinition, plan: NetworkPlan, content: Uint8Array): Promise<Readers> {
  return (await readKerasH5(architecture, plan, content)).map((values) => async () => values);
}

/** One weight after the other, as checkpoints have them. */
async function writeBytes(target: string, plan: NetworkPlan, readers: Readers): Promise<CheckpointTensor[]> {
  const file = await open(target, 'wx');
  const tensors: CheckpointTensor[] = [];
  try {
    let offset = 0;
    for (const [index, { name, shape }] of plan.weights.entries()) {
      const values = await readers[index]?.();
      if (values?.length !== sizeOf(shape)) throw new Error(`the weight ${name} was not read whole`);
      await file.writeFile(bytesOf(values));
      tensors.push({ name, role: 'weight', shape: [...shape], offset, size_bytes: values.byteLength });
      offset += values.byteLength;
    }
  } finally {
    await file.close();
  }
  return tensors;
}
