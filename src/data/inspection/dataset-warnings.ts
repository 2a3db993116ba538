import { columnWarnings } from './column-warnings.js';
import { type InspectedDataset, inspectedColumns } from './inspected-columns.js';
import { targetLeaks } from './target-leak.js';
import { targetWarnings } from './target-warnings.js';
import { DATASET_WARNINGS, type DatasetWarning } from './warning.js';

/** Above this, numbers of pictures are bytes and not parts of 1. */
const MOST_SCALED = 2;

/** What a good colleague would say of a dataset before anything is trained on it; each code comes once, the gravest first. */
export function datasetWarnings(dataset: InspectedDataset): DatasetWarning[] {
  const columns = inspectedColumns(dataset);
  const warnings = [
    ...targetLeaks(dataset, columns),
    ...columnWarnings(columns, dataset.spec.rows),
    ...targetWarnings(dataset),
    ...pixelWarnings(dataset),
  ];
  return warnings.sort((a, b) => DATASET_WARNINGS.indexOf(a.code) - DATASET_WARNINGS.indexOf(b.code));
}

function pixelWarnings({ spec, statistics }: InspectedDataset): DatasetWarning[] {
  if (spec.scale !== undefined || (spec.prepare?.scaling ?? 'none') !== 'none') return [];
  const odd = spec.inputs.some((input, index) => {
    const figures = statistics.tensors[index];
    return input.dtype === 'uint8' && figures !== undefined && 'values' in figures && figures.values.max > MOST_SCALED;
  });
  if (!odd) return [];
  const detail =
    'The inputs are bytes from 0 to 255, which networks learn badly from. The option `"scale": 0.00392156862745098` (1/255), which is applied to all that comes later too, or a layer Rescaling brings them to 0 to 1.';
  return [{ code: 'unscaled_pixels', detail }];
}
