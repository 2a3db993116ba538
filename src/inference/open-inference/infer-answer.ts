import { jsonError } from '../../data/json-rows.js';
import { sizeOf } from '../../engine/plan/network-plan.js';
import type { TypedPrediction } from '../predictor.js';
import { arrayOfRows, decimal } from '../protocols/nested-numbers.js';
import { listed } from '../row-parts.js';
import type { TrainedModel } from '../trained-models.js';
import type { InferFields } from './infer-form.js';

/** An answer: JSON, and the binary data that comes after it. */
export interface InferAnswer {
  readonly json: string;
  readonly binary: readonly Uint8Array[];
}

interface Named {
  readonly name: string;
  readonly version: number | null;
}

type Output = TypedPrediction['outputs'][number];
type AskedOutput = Pick<NonNullable<InferFields['outputs']>[number], 'name' | 'binary' | 'classes'>;

/** A tensor that is written in either way. */
interface WrittenTensor {
  readonly datatype: 'FP32' | 'BYTES';
  readonly shape: readonly number[];
  bytes(): Uint8Array;
  json(): Promise<string>;
}

/** What the Open Inference Protocol answers. @throws {InvalidError} for an output that the model does not have. */
export async function inferAnswer(
  { outputs, rows, job, epoch }: TypedPrediction,
  { classes }: Pick<TrainedModel, 'classes'>,
  asked: InferFields,
  { name, version }: Named,
): Promise<InferAnswer> {
  const tensors: string[] = [];
  const binary: Uint8Array[] = [];
  const wanted: readonly AskedOutput[] = asked.outputs ?? outputs;
  for (const [index, { name: wantedName, binary: asBinary = asked.binary, classes: count }] of wanted.entries()) {
    const output = outputs.find((found) => found.name === wantedName);
    if (output === undefined) {
      const known = outputs.map((found) => found.name);
      const detail = `is no output of the model; its outputs are ${listed(known, ', ')}`;
      throw jsonError(`/outputs/${index}/name`, detail, wantedName);
    }
    const labels = classes && classes.units > 1 ? classes.labels : undefined;
    const tensor = count === undefined ? numbers(output, rows) : likeliest(output, rows, count, labels);
    const head = `"name":${JSON.stringify(wantedName)},"datatype":"${tensor.datatype}","shape":${JSON.stringify(tensor.shape)}`;
    if (asBinary) {
      const bytes = tensor.bytes();
      binary.push(bytes);
      tensors.push(`{${head},"parameters":{"binary_data_size":${bytes.length}}}`);
    } else {
      tensors.push(`{${head},"data":${await tensor.json()}}`);
    }
  }
  const fields = [
    `"model_name":${JSON.stringify(name)}`,
    ...(version === null ? [] : [`"model_version":"${version}"`]),
    ...(asked.id === undefined ? [] : [`"id":${JSON.stringify(asked.id)}`]),
    `"parameters":{"job":${JSON.stringify(job)},"epoch":${epoch}}`,
    `"outputs":[${tensors.join(',')}]`,
  ];
  return { json: `{${fields.join(',')}}`, binary };
}

function numbers({ values, shape }: Output, rows: number): WrittenTensor {
  const size = sizeOf(shape);
  return {
    datatype: 'FP32',
    shape: [rows, ...shape],
    bytes: () => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    json: async () => {
      if (size === 0) return '[]';
      return arrayOfRows(rows, size, (row) =>
        Array.from(values.subarray(row * size, (row + 1) * size), number).join(','),
      );
    },
  };
}

/** What JSON cannot hold is a string, as everywhere in the API; NumPy reads it as the number. */
function number(value: number): string {
  return Number.isFinite(value) ? decimal(value) : `"${value}"`;
}

/** The classification extension: for each row the largest values as `value:index:label`. */
function likeliest(
  { values, shape }: Output,
  rows: number,
  count: number,
  labels: readonly string[] | undefined,
): WrittenTensor {
  const size = sizeOf(shape);
  const shown = Math.min(count, size);
  const texts: string[] = [];
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * size, (row + 1) * size);
    const order = Array.from(own.keys()).sort((a, b) => (own[b] ?? 0) - (own[a] ?? 0) || a - b);
    for (const index of order.slice(0, shown)) {
      const label = labels?.[index];
      texts.push(`${own[index]}:${index}${label === undefined ? '' : `:${label}`}`);
    }
  }
  return {
    datatype: 'BYTES',
    shape: [rows, shown],
    bytes: () => Buffer.concat(texts.flatMap(withLength)),
    json: async () => JSON.stringify(texts),
  };
}

/** A text in binary data: its length in four bytes, and its bytes. */
function withLength(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return [length, bytes];
}
