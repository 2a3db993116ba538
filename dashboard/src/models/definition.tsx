import { useEffect, useMemo, useState } from 'preact/hooks';
import { InvalidRequestError, type ModelDryRun, type NewModelInput } from '../../../client/src/index.js';
import { Act, Fault } from '../shell/parts.js';
import { go } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { Editor, type EditorFault } from './editor.js';
import { brokenLine, lineOf, linesOf } from './json-lines.js';
import { Network } from './network.js';

const QUIET_MS = 400;

/** A definition to be changed: checked by a dry run whenever one stops typing, and made into a model. */
export function Definition({ begin }: { readonly begin: object }) {
  const [text, setText] = useState(() => JSON.stringify(begin, null, 2));
  const { checked, faults, error } = useChecked(text);
  const create = async () => {
    const { id } = await fitserve.models.create(JSON.parse(text) as NewModelInput);
    go('models', id, 'network');
  };
  return (
    <div class="definition">
      <div>
        <Editor label="Definition as JSON" text={text} onText={setText} faults={faults} />
        <Fault error={error} />
        <p class="row">
          <Act class="primary" does={create} disabled={checked === undefined}>
            Create this model
          </Act>
          <span role="status" class="quiet">
            {checked ? 'The service takes it.' : countText(faults.length)}
          </span>
        </p>
      </div>
      <div>{checked && <Network model={checked} />}</div>
    </div>
  );
}

function countText(faults: number): string {
  if (faults === 0) return '';
  return faults === 1 ? 'One fault' : `${faults} faults`;
}

interface Checked {
  readonly checked?: ModelDryRun;
  readonly faults: readonly EditorFault[];
  readonly error?: unknown;
}

function useChecked(text: string): Checked {
  const [state, setState] = useState<Checked>({ faults: [] });
  const parsed = useMemo(() => parse(text), [text]);
  useEffect(() => {
    if ('fault' in parsed) return setState({ faults: [parsed.fault] });
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const checked = await fitserve.models.check(parsed.value as NewModelInput, { signal: abort.signal });
        if (!abort.signal.aborted) setState({ checked, faults: [] });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState(
          error instanceof InvalidRequestError && error.errors.length > 0
            ? { faults: atLines(text, error) }
            : { faults: [], error },
        );
      }
    }, QUIET_MS);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [text, parsed]);
  return state;
}

function parse(text: string): { readonly value: unknown } | { readonly fault: EditorFault } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { fault: { line: brokenLine(text, message), text: message } };
  }
}

function atLines(text: string, { errors }: InvalidRequestError): EditorFault[] {
  const lines = linesOf(text);
  return errors.map(({ pointer, detail }) => ({
    line: lineOf(lines, pointer),
    text: `${pointer.split('/').at(-1)} ${detail}`,
  }));
}
