import type { Dataset } from '../../../client/src/index.js';
import { type Loaded, useLoaded } from '../shell/loading.js';
import { fitserve } from '../shell/session.js';

const MOST = 100;
/** The end of an id, by which datasets of one name are told apart. */
const TOLD_APART = 6;

/** The newest datasets. */
export function useDatasets(): Loaded<readonly Dataset[]> {
  return useLoaded(async (signal) => (await fitserve.datasets.list({ limit: MOST, signal }).first()).data, []);
}

/** One of the datasets, by its id. */
export function DatasetSelect({
  datasets,
  value,
  onValue,
  disabled = false,
}: {
  readonly datasets: Loaded<readonly Dataset[]>;
  readonly value: string;
  readonly onValue: (id: string) => void;
  readonly disabled?: boolean;
}) {
  const known = datasets.value ?? [];
  return (
    <label>
      Dataset
      <select value={value} disabled={disabled} onChange={(event) => onValue(event.currentTarget.value)}>
        <option value="">{datasets.value?.length === 0 ? 'There is none yet' : 'Choose …'}</option>
        {value !== '' && !known.some(({ id }) => id === value) && <option value={value}>{value}</option>}
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name} ({id.slice(-TOLD_APART)})
          </option>
        ))}
      </select>
    </label>
  );
}
