import { useState } from 'preact/hooks';
import type { Evaluation, Model } from '../../../client/src/index.js';
import { DatasetSelect, useDatasets } from '../datasets/dataset-select.js';
import { useLoaded } from '../shell/loading.js';
import { Act, Shown, Table } from '../shell/parts.js';
import { fitserve } from '../shell/session.js';
import { figure, when } from '../shell/text.js';
import { Report } from './report.js';

const SHOWN = 20;

/** Evaluates a model on a dataset, and shows what was found, now and before. */
export function Evaluations({ model }: { readonly model: Model }) {
  const datasets = useDatasets();
  const kept = useLoaded(
    (signal) =>
      fitserve.request('get', '/v1/models/{id}/evaluations', {
        params: { id: model.id },
        query: { limit: SHOWN },
        signal,
      }),
    [model.id],
  );
  const [dataset, setDataset] = useState('');
  const [shown, setShown] = useState<Evaluation>();
  const evaluate = async () => {
    setShown(await fitserve.models.evaluate(model.id, { dataset, worst: SHOWN }));
    kept.reload();
  };
  const open = async (evaluation: string) => {
    setShown(
      await fitserve.request('get', '/v1/models/{id}/evaluations/{evaluation}', {
        params: { id: model.id, evaluation },
      }),
    );
  };
  return (
    <>
      <div class="row card">
        <DatasetSelect datasets={datasets} value={dataset} onValue={setDataset} />
        <Act class="primary" does={evaluate} disabled={dataset === ''}>
          Evaluate
        </Act>
      </div>
      {shown && <Report key={shown.id} evaluation={shown} />}
      <h2>Evaluations</h2>
      <Shown loaded={kept}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="quiet">There is none yet.</p>
          ) : (
            <Table label="Evaluations" head={['Made', 'Dataset', 'Job', 'Epoch', 'Loss', 'Accuracy', 'Report']}>
              {data.map((one) => (
                <tr key={one.id}>
                  <td>{when(one.created_at)}</td>
                  <td>{datasets.value?.find(({ id }) => id === one.dataset)?.name ?? one.dataset}</td>
                  <td>
                    <code>{one.job}</code>
                  </td>
                  <td class="number">{one.epoch}</td>
                  <td class="number">{figure(one.metrics?.loss)}</td>
                  <td class="number">{figure(one.metrics?.accuracy)}</td>
                  <td>
                    <Act does={() => open(one.id)}>
                      Show <span class="hidden">{one.id}</span>
                    </Act>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Shown>
    </>
  );
}
