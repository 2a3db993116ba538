import { signal } from '@preact/signals';
import { Fitserve } from '../../../client/src/index.js';

const STORED = 'fitserve-key';

/** The key in use; kept for this tab alone, until it is closed. Null while there is none. */
export const key = signal<string | null>(sessionStorage.getItem(STORED));
/** Whether the last key has stopped being valid: the page stays, and goes on when another is given. */
export const expired = signal(false);
/** Whether the last request was not answered at all. */
export const cut = signal(false);

/** The one client of all pages: its requests wait while there is no key, and are sent again with a new one. */
export const fitserve = new Fitserve({ baseUrl: location.origin, apiKey: 'of the session', fetch: fetchSignedIn });

/** @throws {AuthenticationError} where the service does not know the key. */
export async function signIn(given: string): Promise<void> {
  const trial = new Fitserve({ baseUrl: location.origin, apiKey: given, retries: 1 });
  await trial.jobs.list({ limit: 1 }).first();
  sessionStorage.setItem(STORED, given);
  expired.value = false;
  key.value = given;
}

export function signOut(): void {
  sessionStorage.removeItem(STORED);
  expired.value = false;
  key.value = null;
}

/** The service has refused a key; a newer one may be in use by then. */
function refused(sent: string): void {
  if (key.peek() !== sent) return;
  sessionStorage.removeItem(STORED);
  expired.value = true;
  key.value = null;
}

async function fetchSignedIn(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const sent = await nextKey(init.signal);
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${sent}`);
    const answer = await fetchNoted(input, { ...init, headers });
    if (answer.status !== 401) return answer;
    refused(sent);
  }
}

async function fetchNoted(input: RequestInfo | URL, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(input, init);
    cut.value = answer.status === 502 || answer.status === 504;
    return answer;
  } catch (error) {
    if (!init.signal?.aborted) cut.value = true;
    throw error;
  }
}

/** The key, once there is one. @throws the signal's reason when that comes first. */
function nextKey(abort: AbortSignal | null | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    if (abort?.aborted) return reject(abort.reason);
    let stop = () => {};
    const end = () => {
      stop();
      reject(abort?.reason);
    };
    abort?.addEventListener('abort', end, { once: true });
    stop = key.subscribe((now) => {
      if (now === null) return;
      abort?.removeEventListener('abort', end);
      queueMicrotask(() => stop());
      resolve(now);
    });
  });
}
