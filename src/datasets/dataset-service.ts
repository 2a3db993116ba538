import type { UploadedFile } from '../data/file-content.js';
import type { IngestRequest } from '../data/ingest.js';
import type { IngestPool } from '../data/ingest-pool.js';
import type { Block } from '../data/tensor-writer.js';
import { NotFoundError } from '../errors.js';
import { toProblem, toServiceError } from '../http/problem.js';
import { isId, newId } from '../ids.js';
import type { Logger } from '../logger.js';
import type { DatasetRepository, StoredDataset } from './dataset-repository.js';
import type { DatasetView, PreviewView, StatisticsView } from './dataset-schemas.js';
import { toDatasetView, toStatisticsView } from './dataset-view.js';
import type { PartialUploadRepository } from './partial-upload-repository.js';
import { previewPictures } from './picture-preview.js';
import { previewRows } from './preview.js';
import { UploadReading } from './upload-reading.js';
import type { OpenUpload, UploadRepository } from './upload-repository.js';

/** An upload that nobody has touched for this long is nobody's: no request lasts longer than an hour. */
const ABANDONED_HOURS = 2;
/** The rest of an upload that cannot be deleted since the database is away is tried again, for a quarter of an hour in all. */
const MOST_DISCARDS = 10;
const FIRST_RETRY_MS = 1_000;

export interface DatasetServiceDeps {
  readonly datasets: Pick<DatasetRepository, 'list' | 'find' | 'statistics' | 'firstBytes' | 'delete'>;
  readonly uploads: Pick<UploadRepository, 'begin' | 'store' | 'finish' | 'discard' | 'abandoned'>;
  readonly partialUploads: Pick<
    PartialUploadRepository,
    'claim' | 'read' | 'tellProgress' | 'release' | 'settle' | 'removePieces' | 'sweep'
  >;
  readonly ingestPool: Pick<IngestPool, 'ingest'>;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** What the API does with datasets. */
export class DatasetService {
  readonly #deps: DatasetServiceDeps;

  constructor(deps: DatasetServiceDeps) {
    this.#deps = deps;
  }

  /** Reads files and stores them; when they cannot be used or are cut off, nothing of them stays. */
  create(projectId: string, files: AsyncIterable<UploadedFile>, request: IngestRequest): Promise<DatasetView> {
    return this.#create(projectId, files, request);
  }

  /**
   * Takes files that have come before for a dataset. @returns what makes it of them, though the client goes away meanwhile;
   * where it cannot be made, the files stay, and can be tried again with other options.
   */
  async claimUploads(
    projectId: string,
    ids: readonly string[],
    { requestId, ...request }: IngestRequest & { readonly requestId: string },
  ): Promise<() => Promise<DatasetView>> {
    const { partialUploads, logger } = this.#deps;
    const reading = new UploadReading(partialUploads, projectId, (error) =>
      logger.warn({ err: error }, 'what is told of an upload could not be written'),
    );
    const orGiveBack = async <Result>(work: Promise<Result>): Promise<Result> => {
      try {
        return await work;
      } catch (error) {
        await reading.close(toProblem(toServiceError(error), requestId));
        throw error;
      }
    };
    await orGiveBack(reading.claim(ids, request.limitBytes));
    return async () => {
      const made = await orGiveBack(this.#create(projectId, reading.files(), request, reading));
      await reading.close();
      return made;
    };
  }

  async #create(
    projectId: string,
    files: AsyncIterable<UploadedFile>,
    request: IngestRequest,
    reading?: UploadReading,
  ): Promise<DatasetView> {
    const { uploads, ingestPool } = this.#deps;
    const upload = { id: newId('dataset'), projectId };
    const blocks: Omit<Block, 'bytes'>[] = [];
    let begun: Promise<void> | undefined;
    let stored: Promise<unknown> = Promise.resolve();
    const store = async (block: Block) => {
      // What is refused before its first block has filled costs the database nothing.
      begun ??= uploads.begin(upload);
      await begun;
      await uploads.store(upload, block);
      const { tensor, index, rows, sha256 } = block;
      blocks.push({ tensor, index, rows, sha256 });
      if (tensor === 0) reading?.stored(rows);
    };
    const sink = (block: Block) => {
      const storing = store(block);
      stored = Promise.allSettled([stored, storing]);
      return storing;
    };
    try {
      const ingested = await ingestPool.ingest(files, request, sink);
      const createdAt = await uploads.finish(upload, ingested, blocks, async (client) =>
        reading?.settle(client, upload.id),
      );
      return toDatasetView({ id: upload.id, createdAt, ...ingested });
    } catch (error) {
      // What is discarded must be there: a row that is only being written would outlive this.
      await stored;
      if (begun !== undefined) await this.#discard(upload);
      throw error;
    }
  }

  async list(projectId: string, page: { limit: number; after?: string | undefined }): Promise<DatasetView[]> {
    return (await this.#deps.datasets.list(projectId, page)).map(toDatasetView);
  }

  async get(projectId: string, id: string): Promise<DatasetView> {
    return toDatasetView(await this.#find(projectId, id));
  }

  async delete(projectId: string, id: string): Promise<void> {
    if (!isId(id) || !(await this.#deps.datasets.delete(projectId, id))) throw new NotFoundError('dataset', id);
  }

  async preview(projectId: string, id: string, limit: number): Promise<PreviewView> {
    const { spec } = await this.#find(projectId, id);
    return previewRows(spec, limit, (tensor, bytes) => this.#deps.datasets.firstBytes(id, tensor, bytes));
  }

  /** @returns a PNG. */
  async previewPictures(projectId: string, id: string, limit: number): Promise<Buffer> {
    const { spec } = await this.#find(projectId, id);
    return previewPictures(spec, limit, (tensor, bytes) => this.#deps.datasets.firstBytes(id, tensor, bytes));
  }

  async statistics(projectId: string, id: string): Promise<StatisticsView> {
    const { spec } = await this.#find(projectId, id);
    const statistics = await this.#deps.datasets.statistics(projectId, id);
    if (statistics === null) throw new NotFoundError('dataset', id);
    return toStatisticsView(spec, statistics);
  }

  /** Deletes what servers that died have left of uploads. */
  async sweep(): Promise<void> {
    const { partialUploads, uploads, logger } = this.#deps;
    const expired = await partialUploads.sweep();
    if (expired > 0) logger.info({ expired }, 'uploads that expired were deleted');
    for (const upload of await uploads.abandoned(ABANDONED_HOURS)) {
      await uploads.discard(upload);
      logger.info({ dataset: upload.id }, 'the rest of an abandoned upload was deleted');
    }
  }

  async #find(projectId: string, id: string): Promise<StoredDataset> {
    const found = isId(id) ? await this.#deps.datasets.find(projectId, id) : null;
    if (found === null) throw new NotFoundError('dataset', id);
    return found;
  }

  async #discard(upload: OpenUpload, tries = 0): Promise<void> {
    try {
      await this.#deps.uploads.discard(upload);
    } catch (error) {
      // The client must hear why the upload failed, and need not wait. What is left in the end is for sweep().
      this.#deps.logger.warn({ err: error, dataset: upload.id }, 'the rest of an upload could not be deleted yet');
      if (tries < MOST_DISCARDS) {
        setTimeout(() => void this.#discard(upload, tries + 1), FIRST_RETRY_MS * 2 ** tries).unref();
      }
    }
  }
}
