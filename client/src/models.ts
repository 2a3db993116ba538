import { FitCall, type Jobs } from './jobs.js';
import type {
  CompileInput,
  Evaluated,
  EvaluateInput,
  Evaluation,
  FitInput,
  LayerInput,
  Model,
  ModelDryRun,
  NewModelInput,
  PredictInput,
  Prediction,
  Summary,
  TopPrediction,
} from './openapi.js';
import { type Listed, listAll, type PageOptions } from './pages.js';
import type { Transport } from './transport.js';
import type { RequestOptions } from './types.js';

/** Definitions, and what is done with them: fit, evaluate, predict. */
export class Models {
  readonly #transport: Transport;
  readonly #jobs: Jobs;

  constructor(transport: Transport, jobs: Jobs) {
    this.#transport = transport;
    this.#jobs = jobs;
  }

  create(model: NewModelInput, options: RequestOptions = {}): Promise<Model> {
    return this.#transport.request('post', '/v1/models', { body: model, ...options }) as Promise<Model>;
  }

  /** Checks a model and counts its weights; nothing is stored. */
  check(model: NewModelInput, options: RequestOptions = {}): Promise<ModelDryRun> {
    const request = { body: model, query: { dry_run: true }, ...options };
    return this.#transport.request('post', '/v1/models', request) as Promise<ModelDryRun>;
  }

  /** By its id; by its name the service answers as TensorFlow Serving does. */
  get(id: string, options: RequestOptions = {}): Promise<Model> {
    return this.#transport.request('get', '/v1/models/{id}', { params: { id }, ...options }) as Promise<Model>;
  }

  /** All models, the newest first, page by page as they are asked for. */
  list(filter: PageOptions = {}): Listed<Model> {
    return listAll(filter, (query) => this.#transport.request('get', '/v1/models', { query, signal: filter.signal }));
  }

  async delete(id: string, options: RequestOptions = {}): Promise<void> {
    await this.#transport.request('delete', '/v1/models/{id}', { params: { id }, ...options });
  }

  /** Keras's `add()`. */
  add(id: string, layer: LayerInput, options: RequestOptions = {}): Promise<Model> {
    return this.#transport.request('post', '/v1/models/{id}/layers', { params: { id }, body: layer, ...options });
  }

  compile(id: string, compile: CompileInput, options: RequestOptions = {}): Promise<Model> {
    return this.#transport.request('put', '/v1/models/{id}/compile', { params: { id }, body: compile, ...options });
  }

  summary(id: string, options: RequestOptions = {}): Promise<Summary> {
    return this.#transport.request('get', '/v1/models/{id}/summary', { params: { id }, ...options });
  }

  /** Keras's own table. */
  summaryText(id: string, options: RequestOptions = {}): Promise<string> {
    return this.#text(`/v1/models/${encodeURIComponent(id)}/summary`, 'text/plain', options);
  }

  /** The Python that builds, compiles and fits the same model in Keras. */
  python(id: string, options: RequestOptions = {}): Promise<string> {
    return this.#text(`/v1/models/${encodeURIComponent(id)}`, 'text/x-python', options);
  }

  /** Queues a training job: `await` gives the job as it was queued, `.wait({ onEpoch })` the job when it has succeeded. */
  fit(id: string, fit: FitInput, options: RequestOptions = {}): FitCall {
    return new FitCall(
      this.#transport.request('post', '/v1/models/{id}/fit', { params: { id }, body: fit, ...options }),
      this.#jobs,
    );
  }

  /** Evaluates now; what is found is also kept among the evaluations of the model. */
  evaluate(id: string, evaluate: EvaluateInput, options?: RequestOptions): Promise<Evaluated>;
  evaluate(id: string, evaluate: EvaluateInput, options: RequestOptions = {}): Promise<Evaluated | Evaluation> {
    return this.#transport.request('post', '/v1/models/{id}/evaluate', { params: { id }, body: evaluate, ...options });
  }

  /** Predicts rows; `classes` are lists of the likeliest where `top_k` is asked for. */
  predict(
    id: string,
    rows: PredictInput & { readonly top_k: number },
    options?: RequestOptions,
  ): Promise<TopPrediction>;
  predict(
    id: string,
    rows: PredictInput & { readonly top_k?: undefined },
    options?: RequestOptions,
  ): Promise<Prediction>;
  predict(id: string, rows: PredictInput, options: RequestOptions = {}): Promise<Prediction | TopPrediction> {
    return this.#transport.request('post', '/v1/models/{id}/predict', { params: { id }, body: rows, ...options });
  }

  async #text(address: string, accept: string, options: RequestOptions): Promise<string> {
    return (await this.#transport.send('get', address, { headers: { accept }, ...options })).text();
  }
}
