import type { Dataset, DatasetPreview, DatasetStatistics, DatasetUploadInput, InlineDatasetInput } from './openapi.js';
import { type Listed, listAll, type PageOptions } from './pages.js';
import type { Transport } from './transport.js';
import type { RequestOptions } from './types.js';

/** A file of an upload: a browser's `File`, or bytes with a name. */
export type UploadFile = File | { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> | Blob };

/** What is in the files of an upload. */
export type UploadOptions = NonNullable<DatasetUploadInput['options']>;

/** Rows to train and to evaluate on. */
export class Datasets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Makes a dataset of rows in the request itself. */
  create(rows: InlineDatasetInput, options: RequestOptions = {}): Promise<Dataset> {
    return this.#transport.request('post', '/v1/datasets', { body: rows, ...options }) as Promise<Dataset>;
  }

  /** Makes a dataset of files; `options` say what is in them. */
  async upload(
    files: UploadFile | readonly UploadFile[],
    options: UploadOptions = {},
    request: RequestOptions = {},
  ): Promise<Dataset> {
    const form = new FormData();
    form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }));
    for (const file of [files].flat()) {
      const blob = 'bytes' in file && !(file instanceof Blob) ? new Blob([file.bytes]) : (file as File);
      form.append('file', blob, file.name);
    }
    const answer = await this.#transport.send('post', '/v1/datasets', { body: form, ...request });
    return (await answer.json()) as Dataset;
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
}
