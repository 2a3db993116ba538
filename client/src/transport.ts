import { ApiError, apiError, ConnectionError } from './errors.js';
import type { Problem } from './openapi.js';
import type { AnswerOf, Method, PathOf, RequestOf, RequestOptions } from './types.js';

export interface TransportOptions {
  /** Address of the service; in a browser that it was loaded from, the page's own. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** How often a request that can be repeated is tried again; 4 where left out. */
  readonly retries?: number;
  /** Gives up every request of this client. */
  readonly signal?: AbortSignal;
  /** For tests, and for platforms with one of their own. */
  readonly fetch?: typeof fetch;
}

/** What a request carries besides its address. */
interface Sent extends RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: NonNullable<RequestInit['body']>;
  /** How often it is tried again; as the client is set to where left out. */
  readonly retries?: number;
}

const RETRIES = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** Answers that may be another one later. */
const PASSING = new Set([408, 429, 502, 503, 504]);

/** Sends requests with the key, again where that is safe, and turns what says no into errors. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #fetch: typeof fetch;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Any request of the API by its description: `request('get', '/v1/jobs/{id}', { params: { id } })`. */
  async request<const M extends Method, Path extends PathOf<M>>(
    method: M,
    path: Path,
    request: RequestOf<M, Path>,
  ): Promise<AnswerOf<M, Path>> {
    const { params, query, body, signal, idempotencyKey } = asParts(request);
    const address = addressOf(path, params, query);
    const json =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await this.send(method, address, { ...json, signal, idempotencyKey });
    return (answer.status === 204 ? undefined : await answer.json()) as AnswerOf<M, Path>;
  }

  /**
   * Sends a request and gives its answer as it comes. A POST carries an Idempotency-Key, so that all methods can be repeated.
   * @throws {ApiError} {ConnectionError}, and the signal's reason.
   */
  async send(
    method: Method,
    address: string,
    { headers, body, idempotencyKey, ...sent }: Sent = {},
  ): Promise<Response> {
    const signal = this.signalFor(sent.signal);
    const all = new Headers({ ...headers, authorization: `Bearer ${this.#options.apiKey}` });
    if (method === 'post') all.set('idempotency-key', idempotencyKey ?? crypto.randomUUID());
    const init = {
      method: method.toUpperCase(),
      headers: all,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    };
    const name = `${init.method} ${address.split('?')[0]}`;
    const retries = sent.retries ?? this.#options.retries ?? RETRIES;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt(name, address, init);
      if (outcome instanceof Response) return outcome;
      if (attempt >= retries || !isPassing(outcome)) throw outcome;
      await wait(waitOf(attempt, outcome), signal);
    }
  }

  /** What gives a request up: its own signal, or the client's. */
  signalFor(signal: AbortSignal | undefined): AbortSignal | undefined {
    const signals = [this.#options.signal, signal].filter((one) => one !== undefined);
    return signals.length > 1 ? AbortSignal.any(signals) : signals[0];
  }

  async #attempt(name: string, address: string, init: RequestInit): Promise<Response | ApiError | ConnectionError> {
    let answer: Response;
    try {
      answer = await this.#fetch(new URL(address, this.#options.baseUrl), init);
    } catch (error) {
      if (init.signal?.aborted) throw init.signal.reason;
      return new ConnectionError(`${name} was not answered: ${reasonOf(error)}`, { cause: error });
    }
    if (answer.ok) return answer;
    return apiError(name, answer.status, problemIn(await answer.text().catch(() => '')), retryAfterS(answer));
  }
}

/** Resolves after some time; rejects with the signal's reason when that comes first. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** How long the attempt after number `attempt` (from 0) waits: longer each time, and spread out so that clients do not come all at once. */
export function waitOf(attempt: number, error?: unknown): number {
  if (error instanceof ApiError && error.retryAfterS !== undefined) return error.retryAfterS * 1000;
  return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
}

/** `/v1/jobs/{id}` with its `params` filled in, and a query. */
function addressOf(path: string, params: Fields = {}, query: Fields = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** The parts of any request, whatever its operation asks for. */
function asParts(request: object): { params?: Fields; query?: Fields; body?: unknown } & RequestOptions {
  return request;
}

/** Whether what failed so may go well later, without anything else being done. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof ApiError && (PASSING.has(error.status) || error.code === 'request_in_progress');
}

function retryAfterS(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function problemIn(text: string): Partial<Problem> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : { detail: text };
  } catch {
    return text === '' ? {} : { detail: text };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
