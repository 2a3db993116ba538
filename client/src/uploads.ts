import { ConflictError } from './errors.js';
import type { Upload } from './openapi.js';
import { type Listed, listAll, type PageOptions } from './pages.js';
import { isPassing, type Transport, wait, waitOf } from './transport.js';
import type { RequestOptions } from './types.js';

/** A file of an upload: a browser's `File`, or bytes with a name. */
export type UploadFile = File | { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> | Blob };

export interface SendOptions extends Pick<RequestOptions, 'signal'> {
  /** Called with the bytes that the service has, and with those of the whole file. */
  readonly onProgress?: ((sentBytes: number, sizeBytes: number) => void) | undefined;
  /** Called when the way to the service is broken; the upload goes on by itself when it is there again. */
  readonly onInterruption?: ((error: unknown) => void) | undefined;
}

/** The pieces grow until one takes about this long: small enough to show progress, large enough to cost little. */
const PIECE_MS = 500;
const FIRST_PIECE_BYTES = 2 ** 18;
const MOST_PIECE_BYTES = 2 ** 24;
const MOST_DOUBLINGS = 6;

/** Files that come to the service piece by piece, by the tus protocol: what has come stays when the way there breaks. */
export class Uploads {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Begins an upload; `resume` sends its bytes. */
  async begin(file: UploadFile, options: RequestOptions = {}): Promise<Upload> {
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-length': String(blobOf(file).size),
      'upload-metadata': `filename ${base64(file.name)}`,
    };
    return (await (await this.#transport.send('post', '/v1/uploads', { headers, ...options })).json()) as Upload;
  }

  /**
   * Sends what the service has not got of a file, over connections that break and servers that restart, for as long as the signal
   * lets it.
   */
  async resume(id: string, file: UploadFile, options: SendOptions = {}): Promise<void> {
    const { onProgress, onInterruption } = options;
    const signal = this.#transport.signalFor(options.signal);
    const blob = blobOf(file);
    let pieceBytes = FIRST_PIECE_BYTES;
    let offset: number | undefined;
    for (let failures = 0; ; ) {
      try {
        offset ??= (await this.get(id, { signal })).received_bytes;
        onProgress?.(offset, blob.size);
        if (offset === blob.size) return;
        const beganMs = performance.now();
        offset = await this.#append(id, offset, blob.slice(offset, offset + pieceBytes), signal);
        const isQuick = performance.now() - beganMs < PIECE_MS;
        pieceBytes = isQuick ? Math.min(MOST_PIECE_BYTES, pieceBytes * 2) : Math.max(FIRST_PIECE_BYTES, pieceBytes / 2);
        failures = 0;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!mayGoOn(error)) throw error;
        onInterruption?.(error);
        offset = undefined;
        await wait(waitOf(Math.min(failures++, MOST_DOUBLINGS), error), signal);
      }
    }
  }

  /** How much has come, and how far the making of its dataset is. */
  get(id: string, options: RequestOptions = {}): Promise<Upload> {
    return this.#transport.request('get', '/v1/uploads/{id}', { params: { id }, ...options });
  }

  /** All uploads, the newest first, page by page as they are asked for. */
  list(filter: PageOptions = {}): Listed<Upload> {
    return listAll(filter, (query) => this.#transport.request('get', '/v1/uploads', { query, signal: filter.signal }));
  }

  /** Gives an upload up. @throws {ConflictError} while a dataset is made of it. */
  async delete(id: string, options: RequestOptions = {}): Promise<void> {
    await this.#transport.request('delete', '/v1/uploads/{id}', { params: { id }, ...options });
  }

  /** @returns how many bytes the service has after it. */
  async #append(id: string, offset: number, body: Blob, signal: AbortSignal | undefined): Promise<number> {
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    };
    // It is not sent again as it is: where the upload stands by then is asked for first.
    const sent = { headers, body, signal, retries: 0 };
    const answer = await this.#transport.send('patch', `/v1/uploads/${encodeURIComponent(id)}`, sent);
    return Number(answer.headers.get('upload-offset'));
  }
}

/** What a `File`, or bytes with a name, hold. */
export function blobOf(file: UploadFile): Blob {
  if (file instanceof Blob) return file;
  return file.bytes instanceof Blob ? file.bytes : new Blob([file.bytes]);
}

/** Whether an upload that failed so can be gone on with, from where the service says that it stands. */
function mayGoOn(error: unknown): boolean {
  return isPassing(error) || (error instanceof ConflictError && error.code === 'wrong_offset');
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
