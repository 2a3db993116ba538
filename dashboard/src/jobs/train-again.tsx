import { useState } from 'preact/hooks';
import type { FitInput, Job } from '../../../client/src/index.js';
import { Fault } from '../shell/parts.js';
import { go } from '../shell/route.js';
import { fitserve } from '../shell/session.js';

/** The fit of a job, to be changed and sent again. */
export function TrainAgain({ job }: { readonly job: Job }) {
  const { seed: _, initial: __, ...before } = job.fit ?? { dataset: '' };
  const [text, setText] = useState(() => JSON.stringify(before, null, 2));
  const [onward, setOnward] = useState(false);
  const [error, setError] = useState<unknown>();
  const fit = parsed(text);
  const set = (name: string, value: number) => fit && setText(JSON.stringify({ ...fit, [name]: value }, null, 2));
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      const initial = onward ? { initial: { job: job.id, checkpoint: 'latest' as const } } : {};
      const { id } = await fitserve.models.fit(job.model, { ...(JSON.parse(text) as FitInput), ...initial });
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
    <form class="card" onSubmit={send} aria-label="Train again">
      <h2>Train again</h2>
      <div class="fields">
        {number('epochs', 'Epochs', '1')}
        {number('batch_size', 'Rows of a batch', '1')}
        {number('validation_split', 'Part for validation', '0.01')}
      </div>
      <label>
        <span>
          <input type="checkbox" checked={onward} onChange={(event) => setOnward(event.currentTarget.checked)} /> Begin
          with the weights of this job
        </span>
      </label>
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
