import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type JobStatus, type Warning } from '../../../client/src/index.js';
import type { Loaded } from './loading.js';
import { reasonOf } from './text.js';

/** The top of a page: its title takes the focus, so that a screen reader says where one has come. */
export function Title({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · fitserve`;
  }, [text]);
  // Before anything is painted: later it would take the focus from who has begun to press Tab.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="title">
      <h1 ref={heading} tabIndex={-1}>
        {text}
      </h1>
      <div class="actions">{children}</div>
    </div>
  );
}

/** What a request was refused for, with the fields that are wrong. */
export function Fault({ error }: { readonly error: unknown }) {
  if (error === undefined || error === null) return null;
  const errors = error instanceof ApiError ? error.errors : [];
  return (
    <div class="fault" role="alert">
      {errors.length === 0 && <p>{reasonOf(error)}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              {pointer !== '' && <code>{pointer}</code>} {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What was loaded; before it is there that it is on its way, or why it is not. */
export function Shown<Value>({
  loaded,
  children,
}: {
  readonly loaded: Loaded<Value>;
  readonly children: (value: Value) => ComponentChildren;
}) {
  const { value, error, reload } = loaded;
  return (
    <>
      {error !== undefined && (
        <div class="row">
          <Fault error={error} />
          <button type="button" onClick={reload}>
            Try again
          </button>
        </div>
      )}
      {value === undefined ? error === undefined && <p class="quiet">Loading …</p> : children(value)}
    </>
  );
}

export function Status({ status, asked }: { readonly status: JobStatus; readonly asked?: string | null }) {
  return (
    <span class={`status ${status}`}>
      {status}
      {asked ? `, asked to ${asked}` : ''}
    </span>
  );
}

export function Bar({ part, label }: { readonly part: number; readonly label: string }) {
  return <progress max={1} value={part} aria-label={label} title={label} />;
}

/** A button whose work takes a while: it cannot be pressed twice, and what refuses it is said. */
export function Act({
  does,
  children,
  ...rest
}: {
  readonly does: () => Promise<unknown>;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly disabled?: boolean;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const press = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await does();
    } catch (caught) {
      setError(caught);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" {...rest} disabled={busy || rest.disabled === true} onClick={press}>
        {children}
      </button>
      <Fault error={error} />
    </>
  );
}

/** A table that scrolls by itself where the page is narrow, also by keyboard. */
export function Table({
  label,
  head,
  children,
}: {
  readonly label: string;
  readonly head: readonly ComponentChildren[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** What the service has found in the data that is probably not meant so. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section class="warning card" aria-label="Warnings">
      <h2>Warnings</h2>
      <ul>
        {warnings.map(({ code, detail }) => (
          <li key={code}>{detail}</li>
        ))}
      </ul>
    </section>
  );
}
