import type { Dataset } from '../../../client/src/index.js';
import { only } from '../datasets/shapes.js';
import { useLoaded } from '../shell/loading.js';
import { Shown, Title } from '../shell/parts.js';
import { fitserve } from '../shell/session.js';
import { Definition } from './definition.js';

/** A model to begin with: made for a dataset where one is named. */
export function NewModelPage({ dataset }: { readonly dataset: string | undefined }) {
  const loaded = useLoaded(
    async (signal) => template(dataset === undefined ? undefined : await fitserve.datasets.get(dataset, { signal })),
    [dataset],
  );
  return (
    <>
      <Title text="New model" />
      <Shown loaded={loaded}>{(begin) => <Definition begin={begin} />}</Shown>
    </>
  );
}

function template(dataset: Dataset | undefined): object {
  const shape = dataset && only(dataset.inputs)?.shape;
  const classes = dataset && only(dataset.targets)?.classes?.length;
  const regression = dataset?.task === 'regression';
  const first = shape ? { input_shape: shape } : {};
  const isFlat = shape === undefined || shape.length === 1;
  const dense = (units: number, activation: string, config = {}) => ({
    class_name: 'Dense',
    config: { units, activation, ...config },
  });
  return {
    name: dataset?.name ?? 'my model',
    architecture: {
      layers: [
        ...(isFlat ? [] : [{ class_name: 'Flatten', config: first }]),
        dense(64, 'relu', isFlat ? first : {}),
        regression ? dense(1, 'linear') : dense(classes ?? 10, 'softmax'),
      ],
    },
    compile: regression
      ? { optimizer: 'adam', loss: 'mse', metrics: ['mae'] }
      : { optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
  };
}
