import type { DatasetSpec, TensorSpec } from '../dataset-spec.js';
import { fileError } from '../faults.js';
import type { ReadingParts } from '../format-reader.js';
import { SAMPLE_WEIGHT } from '../weight-column.js';
import { columnRoles, columnsOf } from './column-roles.js';
import type { FeatureColumn } from './feature-column.js';
import { featureColumns, textColumns } from './feature-columns.js';
import { TableColumn } from './table-column.js';
import { TableGroups } from './table-groups.js';
import type { TableBatch, TableSource } from './table-source.js';
import { tableTargets } from './table-targets.js';
import { TableWeights } from './table-weights.js';

type Parts = Pick<ReadingParts, 'nextFile' | 'options' | 'writer' | 'newSpool'>;

/**
 * Writes a table as the tensors of a dataset: its features as one float32 vector, its target as classes or numbers (several
 * as one float32 vector), its sample weight, its groups. @throws {InvalidError}
 */
export async function readTable(parts: Parts, source: TableSource): Promise<DatasetSpec> {
  const { options, writer, newSpool } = parts;
  const roles = columnRoles(source, options);
  const columns = source.columns.map((_, index) => new TableColumn(source, index));
  const at = (index: number): TableColumn => columns[index] ?? new TableColumn(source, index);
  const features = featureColumns(roles.features.map(at), options);
  const texts = textColumns(roles.features.map(at), options, newSpool);
  const targets = tableTargets(parts, roles.targets.map(at));
  const weights = roles.sampleWeight === undefined ? undefined : new TableWeights(at(roles.sampleWeight), newSpool());
  const groups = roles.group === undefined ? undefined : new TableGroups(at(roles.group), newSpool());
  const inputs = inputsOf(features);
  const width = inputs.columns.length;
  let rows = 0;
  const readRows = async (write: (bytes: Uint8Array) => Promise<void>) => {
    for await (const batch of source.batches(columnsOf(roles))) {
      const numbers = plainNumbers(features, batch);
      const values = numbers ?? new Float32Array(batch.rows * width);
      let at = 0;
      for (let row = 0; row < batch.rows; row++) {
        if (numbers === undefined) {
          for (const feature of features) {
            feature.add(batch, row, values, at);
            at += feature.names.length;
          }
        }
        for (const text of texts) text.add(batch, row);
        targets.add(batch, row);
        weights?.add(batch, row);
        groups?.add(batch, row);
      }
      rows += batch.rows;
      for (const text of texts) await text.flush();
      await targets.flush();
      await weights?.flush();
      await groups?.flush();
      await write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  };
  if (width > 0) await writer.tensor(inputs, (tensor) => readRows((bytes) => tensor.write(bytes)));
  else await readRows(async () => {});
  if (rows === 0) throw fileError(source.fileName, 'there are no rows');
  const extra = await parts.nextFile();
  if (extra !== undefined) throw fileError(extra.name, 'a table is one file; there may be no second');
  const tensors = width > 0 ? [withFeatures(inputs, features, rows)] : [];
  for (const text of texts) tensors.push(await text.write(writer));
  const { task, tensor } = await targets.write(writer);
  await weights?.write(writer);
  const group = await groups?.write(writer);
  return {
    task,
    rows,
    inputs: tensors,
    targets: [tensor],
    ...(weights === undefined ? {} : { sampleWeight: SAMPLE_WEIGHT }),
    ...(group === undefined ? {} : { group }),
    ...(options.scale === undefined ? {} : { scale: options.scale }),
  };
}

/** The numbers of a batch at once, where all cells to learn from are numbers; undefined where one is not, or may mean something else. */
function plainNumbers(features: readonly FeatureColumn[], batch: TableBatch): Float32Array | undefined {
  if (batch.numbers === undefined || features.length === 0) return undefined;
  const columns: number[] = [];
  for (const { plainColumn } of features) {
    if (plainColumn === undefined) return undefined;
    columns.push(plainColumn);
  }
  const numbers = batch.numbers(columns);
  if (numbers !== undefined) for (const feature of features) feature.addedPlain?.();
  return numbers;
}

function inputsOf(features: readonly FeatureColumn[]) {
  const columns = features.flatMap(({ names }) => names);
  return { name: 'inputs', dtype: 'float32', shape: [columns.length], columns } as const satisfies TensorSpec;
}

/** Says what the columns are, where they are not all numbers that are always there. */
function withFeatures(inputs: TensorSpec, columns: readonly FeatureColumn[], rows: number): TensorSpec {
  const features = columns.flatMap((column) => column.conclude(rows));
  const arePlain = features.every(
    (feature) => feature.kind === 'number' && feature.missing === 0 && feature.decimal === undefined,
  );
  return arePlain ? inputs : { ...inputs, features };
}
