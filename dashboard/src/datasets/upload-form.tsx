import { useRef, useState } from 'preact/hooks';
import type { UploadOptions } from '../../../client/src/index.js';
import { Bar, Fault } from '../shell/parts.js';
import { go } from '../shell/route.js';
import { bytes, percent } from '../shell/text.js';
import { upload } from './upload.js';

/** Files by drag and drop, or chosen; what is in them is asked for where it cannot be guessed. */
export function UploadForm() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const [part, setPart] = useState<number>();
  const [error, setError] = useState<unknown>();
  const chooser = useRef<HTMLInputElement>(null);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    setPart(0);
    try {
      const { id } = await upload(files, optionsIn(event.currentTarget as HTMLFormElement), setPart);
      go('datasets', id);
    } catch (caught) {
      setError(caught);
      setPart(undefined);
    }
  };
  return (
    <form
      class={`card drop${over ? ' over' : ''}`}
      aria-label="Upload a dataset"
      onSubmit={send}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        setFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p class="row">
        Drop files here, or
        <button type="button" onClick={() => chooser.current?.click()}>
          Choose files …
        </button>
      </p>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files of the dataset"
        onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
      />
      <p class="quiet">CSV, JSON Lines, Parquet, NPY, NPZ, IDX, or a ZIP of pictures in a folder for each class.</p>
      {files.length > 0 && (
        <>
          <ul>
            {files.map(({ name, size }) => (
              <li key={name}>
                {name}, {bytes(size)}
              </li>
            ))}
          </ul>
          <div class="fields">
            <label>
              Name
              <input name="name" placeholder={files[0]?.name} />
            </label>
            <label>
              Column to learn
              <input name="target" />
            </label>
            <label>
              Inputs are multiplied by
              <input name="scale" placeholder="1/255 for pixels" />
            </label>
          </div>
          <button type="submit" class="primary" disabled={part !== undefined}>
            Upload
          </button>
        </>
      )}
      {part !== undefined && (
        <p role="status" class="row">
          <Bar part={part} label="Part of the upload that is sent" />{' '}
          {part < 1 ? percent(part) : 'sent; it is being read …'}
        </p>
      )}
      <Fault error={error} />
    </form>
  );
}

function optionsIn(form: HTMLFormElement): UploadOptions {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const [name, target, scale] = [text('name'), text('target'), text('scale')];
  return {
    ...(name === '' ? {} : { name }),
    ...(target === '' ? {} : { target }),
    ...(scale === '' ? {} : { scale: fraction(scale) }),
  };
}

/** `0.5` and `1/255`. What is no number is left to the service to refuse. */
function fraction(text: string): number {
  const [above = Number.NaN, below = 1] = text.split('/').map(Number);
  return above / below;
}
