import { Datasets } from './datasets.js';
import { Jobs } from './jobs.js';
import { Models } from './models.js';
import type { Catalog, Readiness } from './openapi.js';
import { Transport, type TransportOptions } from './transport.js';
import type { AnswerOf, Method, PathOf, RequestOf, RequestOptions } from './types.js';
import { Uploads } from './uploads.js';

/**
 * A service and a key to it.
 *
 *     const fitserve = new Fitserve({ baseUrl: 'http://127.0.0.1:3000', apiKey });
 *     await fitserve.models.fit(model.id, { dataset: dataset.id, epochs: 5 }).wait({ onEpoch: console.log });
 */
export class Fitserve {
  readonly datasets: Datasets;
  readonly uploads: Uploads;
  readonly models: Models;
  readonly jobs: Jobs;
  readonly #transport: Transport;

  constructor(options: TransportOptions) {
    this.#transport = new Transport(options);
    this.uploads = new Uploads(this.#transport);
    this.datasets = new Datasets(this.#transport, this.uploads);
    this.jobs = new Jobs(this.#transport);
    this.models = new Models(this.#transport, this.jobs);
  }

  /** Everything that can be posted: layers, optimizers, losses, metrics, with their fields. */
  catalog(options: RequestOptions = {}): Promise<Catalog> {
    return this.#transport.request('get', '/v1/catalog', options);
  }

  /** @throws {UnavailableError} naming what is missing while the service is not ready. */
  ready(options: RequestOptions = {}): Promise<Readiness> {
    return this.#transport.request('get', '/readyz', options);
  }

  /** Any other request of the API, typed by its description: `request('get', '/v1/webhooks', {})`. */
  request<const M extends Method, Path extends PathOf<M>>(
    method: M,
    path: Path,
    request: RequestOf<M, Path>,
  ): Promise<AnswerOf<M, Path>> {
    return this.#transport.request(method, path, request);
  }

  /** A request whose answer is no JSON: gives it as it comes. */
  send(...request: Parameters<Transport['send']>): Promise<Response> {
    return this.#transport.send(...request);
  }
}
