import { useState } from 'preact/hooks';
import type { FitInput, Job } from '../../../client/src/index.js';
import { DatasetSelect, useDatasets } from '../datasets/dataset-select.js';
import { Fault } from '../shell/parts.js';
import { go } from '../shell/route.js';
import { fitserve } from '../shell/session.js';

export interface FitFormProps {
  readonly model: string;
  readonly title: string;
  /** What the form begins with. */
  readonly before: Readonly<{ dataset: string } & Record<string, unknown>>;
  /** A job with whose weights it may begin. */
  readonly from?: Job;
}

/** A fit: its commonest fields, and all of it as JSON, which are one and the same. */
export function FitForm({ model, title, before, from }: FitFormProps) {
  const [text, setText] = useState(() => JSON.stringify(before, null, 2));
  const [onward, setOnward] = useState(false);
  const [error, setError] = useState<unknown>();
  const datasets = useDatasets();
  const fit = parsed(text);
  const set = (name: string, value: unknown) => fit && setText(JSON.stringify({ ...fit, [name]: value }, null, 2));
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      const initial = onward && from ? { initial: { job: from.id, checkpoint: 'latest' as const } } : {};
      const { id } = await fitserve.models.fit(model, { ...(JSON.parse(text) as FitInput), ...initial });
      go('jobs', id);
    } catch (caught) {
      setError(caught);
    }
  };
  const number = (name: 'epochs' | 'batch_size' | 'validation_split', label: string, step: string) => (
    <label>
      {label}
      <input
        type="number"
        step={step}
        min="0"
        value={String(fit?.[name] ?? '')}
        disabled={fit === undefined}
        onInput={(event) => set(name, event.currentTarget.valueAsNumber)}
      />
    </label>
  );
  return (
    <form class="card" onSubmit={send} aria-label={title}>
      <h2>{title}</h2>
      <div class="fields">
        <DatasetSelect
          datasets={datasets}
          value={fit?.dataset ?? ''}
          disabled={fit === undefined}
          onValue={(id) => set('dataset', id)}
        />
        {number('epochs', 'Epochs', '1')}
        {number('batch_size', 'Rows of a batch', '1')}
        {number('validation_split', 'Part for validation', '0.01')}
      </div>
      {from && (
        <label>
          <span>
            <input type="checkbox" checked={onward} onChange={(event) => setOnward(event.currentTarget.checked)} />{' '}
            Begin with the weights of this job
          </span>
        </label>
      )}
      <details>
        <summary>All of the fit, callbacks included</summary>
        <textarea
          aria-label="The fit as JSON"
          rows={14}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </details>
      <button type="submit" class="primary">
        Train
      </button>
      <Fault error={error} />
    </form>
  );
}

/** The fields of the text; undefined while it is no JSON object. */
function parsed(text: string): Partial<FitInput> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
