import { z } from 'zod';
import { readEvents, type ServerEvent } from './event-stream.js';

const problemSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/** An answer that says no; the message says to what and why. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** A file of an upload. */
export interface UploadFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A small client of the API: every answer is checked against a schema, every refusal is an error that says why. */
export class Client {
  private readonly address: string;
  private readonly key: string;
  private readonly signal: AbortSignal;

  /** @param signal ends every request, also those that wait for an answer */
  constructor(address: string, key: string, signal: AbortSignal) {
    this.address = address;
    this.key = key;
    this.signal = signal;
  }

  /** The same service for a caller who must not be ended by the same signal. */
  withSignal(signal: AbortSignal): Client {
    return new Client(this.address, this.key, signal);
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await this.send('GET', path)).json());
  }

  /** An answer in another form than JSON, such as a table as `text/plain`. */
  async getText(path: string, accept: string): Promise<string> {
    return (await this.send('GET', path, { headers: { accept } })).text();
  }

  async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return schema.parse(await (await this.send('POST', path, { headers, body: JSON.stringify(body) })).json());
  }

  /** A POST that says everything by its path. */
  async postNothing<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await this.send('POST', path)).json());
  }

  async delete(path: string): Promise<void> {
    await this.send('DELETE', path);
  }

  /** Uploads files as `multipart/form-data`, with a part `options` before them. */
  async upload<T>(path: string, options: unknown, files: readonly UploadFile[], schema: z.ZodType<T>): Promise<T> {
    const form = new FormData();
    form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }));
    for (const { name, bytes } of files) form.append('file', new Blob([bytes]), name);
    return schema.parse(await (await this.send('POST', path, { body: form })).json());
  }

  /** Server-sent events, one by one, until the server ends the stream; `lastId` asks for those after it. */
  async *events(path: string, lastId: string | undefined): AsyncGenerator<ServerEvent> {
    const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
    const { body } = await this.send('GET', path, { headers });
    if (body === null) throw new Error(`GET ${path} was answered without a body.`);
    yield* readEvents(body.pipeThrough(new TextDecoderStream()));
  }

  private async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.key}`);
    const answer = await fetch(new URL(path, this.address), { ...init, method, headers, signal: this.signal });
    if (answer.ok) return answer;
    const text = await answer.text();
    throw new RefusedError(`${method} ${path} was answered ${answer.status}: ${reasonIn(text)}`);
  }
}

function reasonIn(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return text;
  const { detail, errors = [] } = problem.data;
  return [detail, ...errors.map((fault) => `  ${fault.pointer}: ${fault.detail}`)].join('\n');
}
