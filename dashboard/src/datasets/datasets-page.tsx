import type { Dataset } from '../../../client/src/index.js';
import { useLoaded } from '../shell/loading.js';
import { Shown, Table, Title } from '../shell/parts.js';
import { hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { bytes, when } from '../shell/text.js';
import { shapeText } from './shapes.js';
import { UploadForm } from './upload-form.js';

const SHOWN = 100;

export function DatasetsPage() {
  const loaded = useLoaded(async (signal) => fitserve.datasets.list({ limit: SHOWN, signal }).first(), []);
  return (
    <>
      <Title text="Datasets" />
      <UploadForm />
      <Shown loaded={loaded}>
        {({ data, has_more }) =>
          data.length === 0 ? (
            <p>There is no dataset yet.</p>
          ) : (
            <>
              <Table label="Datasets" head={['Name', 'Id', 'Rows', 'Inputs', 'Targets', 'Size', 'Made']}>
                {data.map((dataset) => (
                  <Row key={dataset.id} dataset={dataset} />
                ))}
              </Table>
              {has_more && <p class="quiet">The newest {SHOWN} are shown.</p>}
            </>
          )
        }
      </Shown>
    </>
  );
}

function Row({ dataset }: { readonly dataset: Dataset }) {
  return (
    <tr>
      <td>
        <a href={hrefOf('datasets', dataset.id)}>{dataset.name}</a>
      </td>
      <td>
        <code>{dataset.id}</code>
      </td>
      <td class="number">{dataset.rows.toLocaleString('en')}</td>
      <td>{shapeText(dataset.inputs)}</td>
      <td>{shapeText(dataset.targets)}</td>
      <td class="number">{bytes(dataset.size_bytes)}</td>
      <td>{when(dataset.created_at)}</td>
    </tr>
  );
}
