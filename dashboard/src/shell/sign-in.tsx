import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Fault } from './parts.js';
import { signIn } from './session.js';

/** Asks for a key: as the whole page, or over a page that goes on where it was. */
export function SignIn({ over }: { readonly over: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (over) dialog.current?.showModal();
  }, [over]);
  if (!over) {
    return (
      <main class="sign-in">
        <h1>fitserve</h1>
        <KeyForm>
          Sign in with an API key. The service printed its first one when it was started for the first time;{' '}
          <code>npm run keys</code> makes more.
        </KeyForm>
      </main>
    );
  }
  return (
    <dialog ref={dialog} class="sign-in" aria-labelledby="again" onCancel={(event) => event.preventDefault()}>
      <h2 id="again">This key is no longer valid</h2>
      <KeyForm>Give another one: the page goes on where it was.</KeyForm>
    </dialog>
  );
}

function KeyForm({ children }: { readonly children: ComponentChildren }) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement).get('key');
    setBusy(true);
    setError(undefined);
    try {
      await signIn(String(given).trim());
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={send}>
      <p>{children}</p>
      <label>
        API key
        <input name="key" type="password" required autocomplete="off" spellcheck={false} />
      </label>
      <button type="submit" class="primary" disabled={busy}>
        Sign in
      </button>
      <Fault error={error} />
    </form>
  );
}
