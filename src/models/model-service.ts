import type { ModelLimits } from '../engine/plan/model-limits.js';
import { type Summary, summarize, summaryTable } from '../engine/plan/summary.js';
import { ConflictError } from '../errors.js';
import { type PageQuery, toPage } from '../http/pagination.js';
import type { Compile } from '../keras-format/compile.js';
import { withModules } from '../keras-format/keras-modules.js';
import type { Layer } from '../keras-format/layers/layers.js';
import { pythonSource } from '../keras-format/python/python-source.js';
import { type Definition, defineModel, planOf, withCompile, withLayer } from './definition.js';
import type { ModelRepository, StoredModel } from './model-repository.js';
import type { DryRunView, ModelView, NewModel } from './model-schemas.js';
import { type ModelStatus, toModelStatus } from './version-status.js';

/** Models as the API knows them: checked symbolically before anything is stored, and never built here. */
export class ModelService {
  readonly #repository: ModelRepository;
  readonly #limits: ModelLimits;

  constructor(repository: ModelRepository, limits: ModelLimits) {
    this.#repository = repository;
    this.#limits = limits;
  }

  /** @throws {InvalidError} with pointers into the posted body. */
  async create(projectId: string, posted: NewModel): Promise<ModelView> {
    const definition = defineModel(posted, this.#limits);
    return toView(await this.#repository.create(projectId, posted.name, definition));
  }

  /** What `create` would answer, without storing it. @throws {InvalidError} as `create` does. */
  dryRun(posted: NewModel): DryRunView {
    const definition = defineModel(posted, this.#limits);
    return {
      id: null,
      name: posted.name,
      ...definitionView(definition),
      jobs: [],
      ...toModelStatus([]),
      created_at: null,
    };
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, id: string): Promise<ModelView> {
    return toView(await this.#repository.get(projectId, id));
  }

  /** The versions of the newest model of a name, as TensorFlow Serving tells of them. @throws {NotFoundError} */
  async status(projectId: string, name: string): Promise<ModelStatus> {
    return toModelStatus(await this.#repository.versionsByName(projectId, name));
  }

  async list(projectId: string, page: PageQuery): Promise<{ data: ModelView[]; has_more: boolean }> {
    const { data, has_more } = toPage(await this.#repository.list(projectId, page), page.limit);
    const views: ModelView[] = [];
    for (const model of data) {
      views.push(toView(model));
      // A network of 500 layers takes milliseconds to work out, and a page has up to 100 of them.
      await new Promise(setImmediate);
    }
    return { data: views, has_more };
  }

  /** @throws {NotFoundError} @throws {ConflictError} while a job needs the model. */
  async remove(projectId: string, id: string): Promise<void> {
    await this.#repository.remove(projectId, id);
  }

  /** Keras's `add()`. @throws {NotFoundError} @throws {InvalidError} @throws {ConflictError} once the model has a job. */
  async addLayer(projectId: string, id: string, layer: Layer): Promise<ModelView> {
    const changed = await this.#repository.change(projectId, id, (model) => {
      if (model.jobs.length > 0) {
        throw new ConflictError(
          'model_has_jobs',
          'This model has jobs already, so that its layers are fixed; make a new model.',
        );
      }
      return withLayer(model, layer, this.#limits);
    });
    return toView(changed);
  }

  /** Keras's `compile`; jobs that exist keep the one that they were made with. @throws {NotFoundError} @throws {InvalidError} */
  async compile(projectId: string, id: string, compile: Compile): Promise<ModelView> {
    return toView(await this.#repository.change(projectId, id, (model) => withCompile(model, compile)));
  }

  /** @throws {NotFoundError} */
  async summary(projectId: string, id: string): Promise<Summary> {
    return summaryOf(await this.#repository.get(projectId, id));
  }

  /** The Python that builds, compiles and fits it in Keras, with the arguments of its newest job. @throws {NotFoundError} */
  async python(projectId: string, id: string): Promise<string> {
    const model = await this.#repository.get(projectId, id);
    return pythonSource({ ...model, fit: await this.#repository.newestFit(projectId, id) });
  }

  /** Keras's table of the model. @throws {NotFoundError} */
  async summaryTable(projectId: string, id: string): Promise<string> {
    const model = await this.#repository.get(projectId, id);
    return summaryTable(model.architecture.config.name, summaryOf(model));
  }
}

function toView(model: StoredModel): ModelView {
  return {
    id: model.id,
    name: model.name,
    ...definitionView(model),
    jobs: [...model.jobs],
    ...toModelStatus(model.versions),
    created_at: model.createdAt.toISOString(),
  };
}

function definitionView(definition: Definition) {
  const { architecture, compile } = definition;
  return { architecture: withModules(architecture), compile, summary: summaryOf(definition) };
}

function summaryOf(definition: Definition): Summary {
  return summarize(definition.architecture, planOf(definition));
}
