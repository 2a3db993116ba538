import { type DatasetSpec, elementsPerRow, type GroupSpec, type TargetSpec, type TensorSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { GroupColumn } from './group-column.js';
import { inlineFields } from './inline-fields.js';
import { firstShape, flattenRow, type JsonRows, jsonError, jsonRows } from './json-rows.js';
import { writeJsonTargets } from './json-targets.js';
import { parseJsonBody } from './json-text.js';
import type { Spool } from './spool.js';
import { isTensorName, MOST_TENSORS, TENSOR_NAME_RULE } from './tensor-names.js';
import type { Task } from './upload-options.js';
import { SAMPLE_WEIGHT, WeightColumn } from './weight-column.js';

/** Numbers that are handed on at once. */
const BATCH_ELEMENTS = 2 ** 18;

interface InlineParts {
  readonly writer: DatasetWriter;
  newSpool(): Spool;
}

/**
 * Reads a dataset that stands in a JSON body. The body is parsed whole, in one synchronous step: never to be called where
 * the event loop has other work.
 * @throws {MalformedError} {TooLargeError} when it cannot be parsed, {InvalidError} that points at what cannot be used.
 */
export async function readInlineJson(
  body: AsyncIterable<Uint8Array>,
  parts: InlineParts,
): Promise<{ name: string; spec: DatasetSpec }> {
  const {
    name,
    inputs,
    targets,
    sample_weight,
    group: groups,
    task,
    scale,
    prepare,
  } = inlineFields(await parseJsonBody(body));
  const inputRows = named(inputs, 'inputs');
  const targetRows = named(targets, 'targets');
  const weightRows = sample_weight === undefined ? undefined : jsonRows(sample_weight, '/sample_weight');
  const groupRows = groups === undefined ? undefined : jsonRows(groups, '/group');
  const beside = [weightRows, groupRows].filter((source) => source !== undefined);
  const rows = sameRows([...inputRows.values(), ...targetRows.values(), ...beside]);
  const inputTensors: TensorSpec[] = [];
  for (const [tensorName, source] of inputRows) inputTensors.push(await writeInput(tensorName, source, parts.writer));
  const targetTensors: TargetSpec[] = [];
  const looks: Task[] = [];
  for (const [tensorName, source] of targetRows) {
    const written = await writeJsonTargets({
      name: tensorName,
      source,
      task,
      spool: parts.newSpool(),
      writer: parts.writer,
    });
    targetTensors.push(written.tensor);
    looks.push(written.task);
  }
  if (weightRows !== undefined) await writeWeights(weightRows, parts);
  const group = groupRows && (await writeGroups(groupRows, parts));
  const spec: DatasetSpec = {
    task: task ?? (looks.every((look) => look === 'classification') ? 'classification' : 'regression'),
    rows,
    inputs: inputTensors,
    targets: targetTensors,
    ...(weightRows === undefined ? {} : { sampleWeight: SAMPLE_WEIGHT }),
    ...(group === undefined ? {} : { group }),
    ...(scale === undefined ? {} : { scale }),
    ...(prepare === undefined ? {} : { prepare }),
  };
  return { name, spec };
}

/** The tensors by name: one without a name of its own, or those of an object. */
function named(value: unknown, field: 'inputs' | 'targets'): ReadonlyMap<string, JsonRows> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return new Map([[field, jsonRows(value, `/${field}`)]]);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw jsonError(`/${field}`, 'names no tensor');
  if (entries.length > MOST_TENSORS)
    throw jsonError(`/${field}`, `names ${entries.length} tensors; ${MOST_TENSORS} are the most`);
  const wrong = entries.find(([name]) => !isTensorName(name));
  if (wrong !== undefined) {
    const shown = wrong[0].length > 80 ? `${wrong[0].slice(0, 80)}…` : wrong[0];
    throw jsonError(`/${field}`, TENSOR_NAME_RULE, shown);
  }
  return new Map(entries.map(([name, rows]) => [name, jsonRows(rows, `/${field}/${name.replaceAll('/', '~1')}`)]));
}

function sameRows(sources: readonly JsonRows[]): number {
  const [first, ...others] = sources;
  if (first === undefined) throw new Error('there is at least one tensor');
  const other = others.find(({ rows }) => rows.length !== first.rows.length);
  if (other !== undefined) {
    throw jsonError(other.pointer, `has ${other.rows.length} rows, but ${first.pointer} has ${first.rows.length}`);
  }
  return first.rows.length;
}

async function writeInput(name: string, source: JsonRows, writer: DatasetWriter): Promise<TensorSpec> {
  const shape = firstShape(source);
  if (shape.length === 0) {
    throw jsonError(
      `${source.pointer}/0`,
      'a row must be an array of numbers, [1] where it is a single one',
      source.rows[0],
    );
  }
  const tensor: TensorSpec = { name, dtype: 'float32', shape };
  const elements = elementsPerRow(tensor);
  const rowsPerBatch = Math.max(1, Math.floor(BATCH_ELEMENTS / elements));
  const batch = new Float32Array(Math.min(rowsPerBatch, source.rows.length) * elements);
  await writer.tensor(tensor, async (out) => {
    for (let start = 0; start < source.rows.length; start += rowsPerBatch) {
      const end = Math.min(start + rowsPerBatch, source.rows.length);
      for (let row = start; row < end; row++) {
        flattenRow(source, row, shape, batch.subarray((row - start) * elements, (row - start + 1) * elements));
      }
      await out.write(new Uint8Array(batch.buffer, 0, (end - start) * elements * Float32Array.BYTES_PER_ELEMENT));
    }
  });
  return tensor;
}

async function writeWeights(source: JsonRows, parts: InlineParts): Promise<void> {
  const weights = new WeightColumn(parts.newSpool());
  const one = new Float32Array(1);
  for (let row = 0; row < source.rows.length; row++) {
    flattenRow(source, row, [], one);
    const [weight = 0] = one;
    if (weight < 0) throw jsonError(`${source.pointer}/${row}`, 'must be at least 0', weight);
    weights.add(weight);
  }
  await weights.flush();
  await weights.write(parts.writer, () => jsonError(source.pointer, 'all weights are 0'));
}

async function writeGroups({ rows, pointer }: JsonRows, parts: InlineParts): Promise<GroupSpec> {
  const groups = new GroupColumn(parts.newSpool());
  for (const [row, value] of rows.entries()) {
    const isGroup = typeof value === 'string' || typeof value === 'number';
    const fault = isGroup ? groups.add(value) : 'must be text or a number';
    if (fault !== undefined) throw jsonError(`${pointer}/${row}`, fault, value);
  }
  await groups.flush();
  return groups.write(parts.writer, undefined);
}
