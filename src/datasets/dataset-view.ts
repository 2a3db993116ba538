import { FIRST_WORD } from '../data/cells/tokens.js';
import type { DatasetSpec, TargetSpec } from '../data/dataset-spec.js';
import { oneOrByName } from '../data/shown-row.js';
import type { DatasetStatistics } from '../data/statistics.js';
import type { StoredDataset } from './dataset-repository.js';
import type { DatasetView, StatisticsView } from './dataset-schemas.js';

/** A dataset as the API shows it. */
export function toDatasetView(dataset: StoredDataset): DatasetView {
  const { spec } = dataset;
  return {
    id: dataset.id,
    name: dataset.name,
    format: dataset.format,
    task: spec.task,
    rows: spec.rows,
    inputs: oneOrByName(spec.inputs, spec.inputs.map(toTensorView)),
    targets: oneOrByName(spec.targets, spec.targets.map(toTensorView)),
    ...(spec.sampleWeight === undefined ? {} : { sample_weight: toTensorView(spec.sampleWeight) }),
    ...(spec.group === undefined
      ? {}
      : { group: { column: spec.group.columns?.[0] ?? null, groups: spec.group.groups } }),
    ...(spec.scale === undefined ? {} : { scale: spec.scale }),
    ...(spec.prepare === undefined ? {} : { prepare: spec.prepare }),
    size_bytes: dataset.sizeBytes,
    sha256: dataset.sha256,
    warnings: [...dataset.warnings],
    created_at: dataset.createdAt.toISOString(),
  };
}

export function toStatisticsView(spec: DatasetSpec, { tensors }: DatasetStatistics): StatisticsView {
  const targets = spec.inputs.length;
  const weight = spec.sampleWeight && tensors[targets + spec.targets.length];
  const group = spec.group && tensors.at(-1);
  return {
    rows: spec.rows,
    inputs: oneOrByName(spec.inputs, tensors.slice(0, targets)),
    targets: oneOrByName(spec.targets, tensors.slice(targets, targets + spec.targets.length)),
    ...(weight === undefined ? {} : { sample_weight: weight }),
    ...(group === undefined ? {} : { group }),
  };
}

function toTensorView({ shape, dtype, columns, features, text, classes }: TargetSpec) {
  return {
    shape,
    dtype,
    // The name of a single target column says nothing that the shape leaves open.
    ...(columns === undefined || shape.length === 0 ? {} : { columns }),
    ...(features === undefined ? {} : { features }),
    ...(text === undefined
      ? {}
      : { text: { standardize: text.standardize, tokens: text.vocabulary.length + FIRST_WORD } }),
    ...(classes === undefined ? {} : { classes }),
  };
}
