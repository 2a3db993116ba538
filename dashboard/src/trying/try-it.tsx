import type { Dataset, Model } from '../../../client/src/index.js';
import { isPicture } from '../charts/picture.js';
import { only } from '../datasets/shapes.js';
import { useLoaded } from '../shell/loading.js';
import { Shown } from '../shell/parts.js';
import { fitserve } from '../shell/session.js';
import { Drawing } from './drawing.js';
import { RowForm } from './row-form.js';

/** What a trained model says of a row: drawn where it takes pictures, else written into a form. */
export function TryIt({ model }: { readonly model: Model }) {
  const loaded = useLoaded((signal) => trainedOn(model, signal), [model.id]);
  return (
    <Shown loaded={loaded}>
      {(found) => {
        if (found === null) return <p>Train the model first; then it can be tried here.</p>;
        const { dataset, example, greatest } = found;
        const input = only(dataset.inputs);
        if (input && isPicture(input.shape))
          return <Drawing model={model.id} shape={input.shape} ink={greatest} task={dataset.task} />;
        return <RowForm model={model.id} input={input} example={example} task={dataset.task} />;
      }}
    </Shown>
  );
}

interface TrainedOn {
  readonly dataset: Dataset;
  /** The first row, as it was given. */
  readonly example: unknown;
  /** The greatest number of the inputs: what a white pixel is. */
  readonly greatest: number;
}

/** The data of the newest job that has succeeded; null while there is none. */
async function trainedOn(model: Model, signal: AbortSignal): Promise<TrainedOn | null> {
  const { data } = await fitserve.jobs.list({ model: model.id, status: 'succeeded', limit: 1, signal }).first();
  const id = data[0]?.dataset;
  if (!id) return null;
  const [dataset, preview, statistics] = await Promise.all([
    fitserve.datasets.get(id, { signal }),
    fitserve.datasets.preview(id, 1, { signal }),
    fitserve.datasets.statistics(id, { signal }),
  ]);
  const values: unknown = Reflect.get(statistics.inputs, 'values');
  const max = typeof values === 'object' && values !== null && 'max' in values ? Number(values.max) : 1;
  return { dataset, example: preview.data[0]?.inputs, greatest: max };
}
