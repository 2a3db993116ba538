import { apiError, ConflictError } from './errors.js';
import type {
  Dataset,
  DatasetPreview,
  DatasetStatistics,
  DatasetUploadInput,
  InlineDatasetInput,
  Upload,
} from './openapi.js';
import { type Listed, listAll, type PageOptions } from './pages.js';
import { isPassing, type Transport, wait, waitOf } from './transport.js';
import type { RequestOptions } from './types.js';
import { blobOf, type SendOptions, type UploadFile, type Uploads } from './uploads.js';

/** What is in the files of an upload. */
export type UploadOptions = NonNullable<DatasetUploadInput['options']>;

export interface MakeOptions extends SendOptions {
  /** Called with how far the service is in reading the first of the files. */
  readonly onReading?: ((upload: Upload) => void) | undefined;
}

const LOOK_AFTER_MS = 50;
const LOOK_EVERY_MS = 1000;
const MOST_DOUBLINGS = 6;

/** Rows to train and to evaluate on. */
export class Datasets {
  readonly #transport: Transport;
  readonly #uploads: Uploads;

  constructor(transport: Transport, uploads: Uploads) {
    this.#transport = transport;
    this.#uploads = uploads;
  }

  /** Makes a dataset of rows in the request itself. */
  create(rows: InlineDatasetInput, options: RequestOptions = {}): Promise<Dataset> {
    return this.#transport.request('post', '/v1/datasets', { body: rows, ...options }) as Promise<Dataset>;
  }

  /** Makes a dataset of files in one request; `options` say what is in them. */
  async upload(
    files: UploadFile | readonly UploadFile[],
    options: UploadOptions = {},
    request: RequestOptions = {},
  ): Promise<Dataset> {
    const form = formWith(options);
    for (const file of [files].flat()) form.append('file', blobOf(file), file.name);
    const answer = await this.#transport.send('post', '/v1/datasets', { body: form, ...request });
    return (await answer.json()) as Dataset;
  }

  /** Makes a dataset of files that are sent piece by piece: it goes on after a cut, and tells how far it is. */
  async push(
    files: UploadFile | readonly UploadFile[],
    options: UploadOptions = {},
    making: MakeOptions = {},
  ): Promise<Dataset> {
    const all = [files].flat();
    const sizeBytes = all.reduce((sum, file) => sum + blobOf(file).size, 0);
    const ids: string[] = [];
    let before = 0;
    try {
      for (const file of all) {
        const { id } = await this.#uploads.begin(file, { signal: making.signal });
        ids.push(id);
        const onProgress = (sent: number) => making.onProgress?.(before + sent, sizeBytes);
        await this.#uploads.resume(id, file, { ...making, onProgress });
        before += blobOf(file).size;
      }
      return await this.fromUploads(ids, options, making);
    } catch (error) {
      // Nobody knows of them but us. What cannot be deleted now, as by a client that is given up, the service deletes after a day.
      await Promise.allSettled(ids.map((id) => this.#uploads.delete(id)));
      throw error;
    }
  }

  /**
   * Makes a dataset of uploads that have come, though the service restarts meanwhile. Where they turn out to be no dataset, they
   * stay, for another try with other options.
   */
  async fromUploads(ids: readonly string[], options: UploadOptions = {}, making: MakeOptions = {}): Promise<Dataset> {
    const signal = this.#transport.signalFor(making.signal);
    let isAsked = false;
    let turn = 0;
    for (let failures = 0; ; ) {
      try {
        if (!isAsked) await this.#askToMake(ids, options, signal);
        isAsked = true;
        const uploads = await Promise.all(ids.map((id) => this.#uploads.get(id, { signal })));
        const [first] = uploads;
        if (first) making.onReading?.(first);
        const dataset = uploads.find((upload) => upload.dataset !== null)?.dataset;
        if (dataset) return await this.get(dataset, { signal });
        const problem = uploads.find((upload) => upload.problem !== null)?.problem;
        // Nobody makes it any more: it failed, or who did has ended.
        if (problem || !uploads.some(({ status }) => status === 'reading')) isAsked = false;
        if (problem) throw apiError('POST /v1/datasets', problem.status, problem, undefined);
        failures = 0;
        await wait(Math.min(LOOK_EVERY_MS, LOOK_AFTER_MS * 2 ** turn++), signal);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!isPassing(error)) throw error;
        making.onInterruption?.(error);
        await wait(waitOf(Math.min(failures++, MOST_DOUBLINGS), error), signal);
      }
    }
  }

  get(id: string, options: RequestOptions = {}): Promise<Dataset> {
    return this.#transport.request('get', '/v1/datasets/{id}', { params: { id }, ...options });
  }

  /** All datasets, the newest first, page by page as they are asked for. */
  list(filter: PageOptions = {}): Listed<Dataset> {
    return listAll(filter, (query) => this.#transport.request('get', '/v1/datasets', { query, signal: filter.signal }));
  }

  preview(id: string, limit = 5, options: RequestOptions = {}): Promise<DatasetPreview> {
    return this.#transport.request('get', '/v1/datasets/{id}/preview', {
      params: { id },
      query: { limit },
      ...options,
    });
  }

  statistics(id: string, options: RequestOptions = {}): Promise<DatasetStatistics> {
    return this.#transport.request('get', '/v1/datasets/{id}/statistics', { params: { id }, ...options });
  }

  /** @throws {ConflictError} while a job needs it. */
  async delete(id: string, options: RequestOptions = {}): Promise<void> {
    await this.#transport.request('delete', '/v1/datasets/{id}', { params: { id }, ...options });
  }

  /** Has the service begin; it may have begun, or even ended, by an earlier request whose answer did not come. */
  async #askToMake(ids: readonly string[], options: UploadOptions, signal: AbortSignal | undefined): Promise<void> {
    const form = formWith(options);
    for (const id of ids) form.append('upload', id);
    const headers = { prefer: 'respond-async' };
    try {
      const answer = await this.#transport.send('post', '/v1/datasets', { headers, body: form, signal });
      await answer.body?.cancel();
    } catch (error) {
      if (!(error instanceof ConflictError && BEGUN.has(error.code))) throw error;
    }
  }
}

const BEGUN = new Set(['upload_in_use', 'upload_used']);

function formWith(options: UploadOptions): FormData {
  const form = new FormData();
  form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }));
  return form;
}
