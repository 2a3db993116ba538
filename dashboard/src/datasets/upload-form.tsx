import { signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import type { UploadOptions } from '../../../client/src/index.js';
import { Bar, Fault } from '../shell/parts.js';
import { go, route } from '../shell/route.js';
import { bytes, percent } from '../shell/text.js';
import { GIVEN_UP, Sending, type UploadState } from './upload.js';

const WORDS: Readonly<Record<UploadState['step'], string>> = {
  sending: 'Sending …',
  reading: 'Sent; the service reads it …',
};

// An upload goes on while other pages are looked at.
const sending = signal<Sending | undefined>(undefined);
const state = signal<UploadState | undefined>(undefined);
const error = signal<unknown>(undefined);

/** Files by drag and drop, or chosen; what is in them is asked for where it cannot be guessed. */
export function UploadForm() {
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const files = sending.value?.files ?? [];
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    void run(optionsIn(event.currentTarget as HTMLFormElement));
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
        take([...(event.dataTransfer?.files ?? [])]);
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
        onChange={(event) => take([...(event.currentTarget.files ?? [])])}
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
          <button type="submit" class="primary" disabled={state.value !== undefined}>
            Upload
          </button>
        </>
      )}
      {state.value && (
        <div class="row">
          <Bar part={state.value.part} label={WORDS[state.value.step]} />
          <span role="status">{WORDS[state.value.step]}</span>
          <span class="number">{percent(state.value.part)}</span>
          <button type="button" onClick={giveUp}>
            Stop
          </button>
        </div>
      )}
      <Fault error={error.value} />
    </form>
  );
}

function take(files: readonly File[]): void {
  if (state.value !== undefined || files.length === 0) return;
  void sending.value?.giveUp();
  sending.value = new Sending(files);
  error.value = undefined;
}

async function run(options: UploadOptions): Promise<void> {
  const current = sending.value;
  if (!current) return;
  error.value = undefined;
  state.value = { step: 'sending', part: 0 };
  try {
    const { id } = await current.dataset(options, (now) => {
      state.value = now;
    });
    sending.value = undefined;
    const [section, shown] = route.value;
    if (section === 'datasets' && shown === undefined) go('datasets', id);
  } catch (caught) {
    if (caught !== GIVEN_UP) error.value = caught;
  }
  state.value = undefined;
}

function giveUp(): void {
  void sending.value?.giveUp();
  sending.value = sending.value && new Sending(sending.value.files);
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
