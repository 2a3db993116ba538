import { useCallback, useEffect, useState } from 'preact/hooks';

export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: unknown;
  /** Asks again; what is there stays until the answer comes. */
  reload(): void;
}

/** What `load` answers, asked for again when `inputs` change and, where `everyMs` is given, that long after each answer. */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  inputs: readonly unknown[],
  everyMs?: number,
): Loaded<Value> {
  const [state, setState] = useState<{ value?: Value; error?: unknown; of: string }>({ of: '' });
  const [turn, setTurn] = useState(0);
  const name = JSON.stringify(inputs);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const value = await load(abort.signal);
        if (!abort.signal.aborted) setState({ value, of: name });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState((before) => ({ ...(before.of === name ? before : {}), error, of: name }));
      }
      if (everyMs !== undefined && !abort.signal.aborted) timer = setTimeout(ask, everyMs);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [name, turn, everyMs]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return state.of === name
    ? { value: state.value, error: state.error, reload }
    : { value: undefined, error: undefined, reload };
}
