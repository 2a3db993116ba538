import { useLoaded } from '../shell/loading.js';
import { Shown, Table, Title } from '../shell/parts.js';
import { hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { figure, when } from '../shell/text.js';

const SHOWN = 100;

export function ModelsPage() {
  const loaded = useLoaded(async (signal) => fitserve.models.list({ limit: SHOWN, signal }).first(), []);
  return (
    <>
      <Title text="Models">
        <a class="button" href={hrefOf('models', 'new')}>
          New model
        </a>
      </Title>
      <Shown loaded={loaded}>
        {({ data, has_more }) =>
          data.length === 0 ? (
            <p>There is no model yet.</p>
          ) : (
            <>
              <Table label="Models" head={['Name', 'Id', 'Layers', 'Parameters', 'Jobs', 'Made']}>
                {data.map(({ id, name, summary, jobs, created_at }) => (
                  <tr key={id}>
                    <td>
                      <a href={hrefOf('models', id)}>{name}</a>
                    </td>
                    <td>
                      <code>{id}</code>
                    </td>
                    <td class="number">{summary.layers.length}</td>
                    <td class="number">{summary.total_params === 0 ? '–' : figure(summary.total_params)}</td>
                    <td class="number">{jobs.length}</td>
                    <td>{when(created_at)}</td>
                  </tr>
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
