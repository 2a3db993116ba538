import type { Prepare } from '../../keras-format/prepare.js';
import type { ColumnFeature, DatasetSpec } from '../dataset-spec.js';
import type { SampledRows } from '../figures/row-sample.js';
import type { DatasetStatistics, Figures } from '../statistics.js';

/** A dataset that is looked at when all its rows have come. */
export interface InspectedDataset {
  readonly spec: DatasetSpec;
  readonly statistics: DatasetStatistics;
  /** Of each tensor; undefined where it has no columns. */
  readonly samples: readonly (SampledRows | undefined)[];
}

/** A column of one of a dataset's inputs. */
export interface InspectedColumn {
  /** With the name of its input where there are several. */
  readonly name: string;
  readonly kind: ColumnFeature['kind'];
  readonly figures: Figures;
  /** Categories that it has. */
  readonly categories: number | undefined;
  /** Whether the dataset's own `prepare` brings it to a common scale. */
  readonly isScaled: boolean;
  /** Its values in the rows of the sample. */
  sample(): Float32Array;
  readonly sampledRows: readonly number[];
}

/** The columns of all inputs whose columns have figures of their own; words of a text have none that mean anything. */
export function inspectedColumns({ spec, statistics, samples }: InspectedDataset): InspectedColumn[] {
  return spec.inputs.flatMap((input, index) => {
    const taken = statistics.tensors[index];
    const sampled = samples[index];
    if (taken === undefined || !('columns' in taken) || sampled === undefined || input.text !== undefined) return [];
    return taken.columns.map(({ name, ...figures }, column): InspectedColumn => {
      const feature = input.features?.[column];
      return {
        name: spec.inputs.length === 1 ? name : `${input.name}/${name}`,
        kind: feature?.kind ?? 'number',
        figures,
        categories: feature?.kind === 'category' ? feature.categories.length : undefined,
        isScaled: isScaled(spec.prepare, name),
        sample: () => columnOf(sampled, column),
        sampledRows: sampled.rows,
      };
    });
  });
}

function columnOf({ rows, width, values }: SampledRows, column: number): Float32Array {
  const found = new Float32Array(rows.length);
  for (let row = 0; row < found.length; row++) found[row] = values[row * width + column] ?? Number.NaN;
  return found;
}

function isScaled(prepare: Prepare | undefined, column: string): boolean {
  const own = prepare && Object.hasOwn(prepare.columns, column) ? prepare.columns[column] : undefined;
  return (own?.scaling ?? prepare?.scaling ?? 'none') !== 'none';
}
