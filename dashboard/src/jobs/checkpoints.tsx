import { useState } from 'preact/hooks';
import { useLoaded } from '../shell/loading.js';
import { Act, Shown, Table } from '../shell/parts.js';
import { fitserve } from '../shell/session.js';
import { bytes, figure } from '../shell/text.js';

const FORMATS = ['safetensors', 'tfjs', 'keras', 'weights_h5', 'savedmodel', 'onnx'];
const ENDINGS: Readonly<Record<string, string>> = {
  safetensors: 'safetensors',
  keras: 'keras',
  weights_h5: 'weights.h5',
  onnx: 'onnx',
};
const SHOWN = 20;

/** A quick job makes hundreds of checkpoints a second. */
const EVERY_MS = 2000;

/** The newest checkpoints of a job, asked for again and again while it is `live`. */
export function Checkpoints({ id, live }: { readonly id: string; readonly live: boolean }) {
  const [format, setFormat] = useState('safetensors');
  const loaded = useLoaded(
    (signal) =>
      fitserve.request('get', '/v1/jobs/{id}/checkpoints', { params: { id }, query: { limit: SHOWN }, signal }),
    [id],
    live ? EVERY_MS : undefined,
  );
  const download = async (epoch: number) => {
    const answer = await fitserve.jobs.download(id, epoch, format);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${id}-${epoch}.${ENDINGS[format] ?? 'zip'}`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <h2>Checkpoints</h2>
      <Shown loaded={loaded}>
        {({ data, has_more }) =>
          data.length === 0 ? (
            <p class="quiet">There is none yet.</p>
          ) : (
            <>
              <label class="row">
                Format of downloads
                <select value={format} onChange={(event) => setFormat(event.currentTarget.value)}>
                  {FORMATS.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </label>
              <Table label="Checkpoints" head={['Epoch', 'Loss', 'Validation', 'Size', 'Weights']}>
                {data.map((checkpoint) => (
                  <tr key={checkpoint.epoch}>
                    <td class="number">{checkpoint.epoch}</td>
                    <td class="number">{figure(checkpoint.metrics.loss)}</td>
                    <td class="number">{figure(checkpoint.metrics.val_loss)}</td>
                    <td class="number">{bytes(checkpoint.size_bytes)}</td>
                    <td>
                      <Act does={() => download(checkpoint.epoch)}>
                        Download <span class="hidden">epoch {checkpoint.epoch}</span>
                      </Act>
                    </td>
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
