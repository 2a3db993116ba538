import { useMemo, useState } from 'preact/hooks';
import type { Dataset } from '../../../client/src/index.js';
import type { TensorView } from '../datasets/shapes.js';
import { Answer, useAnswer } from './answer.js';
import { type Field, fieldsOf } from './fields.js';

/** A row of a table, field by field; of other data as JSON. It begins with the first row of the data. */
export function RowForm({
  model,
  input,
  example,
  task,
}: {
  readonly model: string;
  readonly input: TensorView | undefined;
  readonly example: unknown;
  readonly task: Dataset['task'];
}) {
  if (input?.columns && Array.isArray(example))
    return <Fields model={model} fields={fieldsOf(input, example)} task={task} />;
  return <Json model={model} example={example} task={task} />;
}

function Fields({
  model,
  fields,
  task,
}: {
  readonly model: string;
  readonly fields: readonly Field[];
  readonly task: Dataset['task'];
}) {
  const [row, setRow] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  );
  const asked = useAnswer(model, row, task);
  const set = (name: string, value: unknown) => setRow({ ...row, [name]: value });
  return (
    <div class="try">
      <form class="card fields" aria-label="Row" onSubmit={(event) => event.preventDefault()}>
        {fields.map(({ name, categories }) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: its control is the one or the other below
          <label key={name}>
            {name}
            {categories ? (
              <select value={String(row[name])} onChange={(event) => set(name, event.currentTarget.value)}>
                {categories.map((category) => (
                  <option key={category}>{category}</option>
                ))}
              </select>
            ) : (
              <input
                value={String(row[name] ?? '')}
                onInput={(event) => set(name, numberOrText(event.currentTarget.value))}
              />
            )}
          </label>
        ))}
      </form>
      <Answer asked={asked} />
    </div>
  );
}

function Json({
  model,
  example,
  task,
}: {
  readonly model: string;
  readonly example: unknown;
  readonly task: Dataset['task'];
}) {
  const [text, setText] = useState(() => JSON.stringify(example));
  const row = useMemo(() => parsed(text), [text]);
  return (
    <div class="try">
      <label>
        Row as JSON
        <textarea rows={12} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <Answer asked={useAnswer(model, row, task)} />
    </div>
  );
}

/** A number where it is one; other text is for the service to judge. */
function numberOrText(text: string): unknown {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
