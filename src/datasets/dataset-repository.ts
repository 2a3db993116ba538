import { z } from 'zod';
import { type DatasetSpec, datasetSpecSchema } from '../data/dataset-spec.js';
import { type Warning, warningSchema } from '../data/inspection/warning.js';
import { type DatasetStatistics, datasetStatisticsSchema } from '../data/statistics.js';
import { type DatasetFormat, datasetFormatSchema } from '../data/upload-options.js';
import { deleteDatasetBlocks, readBlocks } from '../database/blocks.js';
import { type Database, withTransaction } from '../database/client.js';
import { ConflictError } from '../errors.js';

/** A dataset as the database has it. */
export interface StoredDataset {
  readonly id: string;
  readonly name: string;
  readonly format: DatasetFormat;
  readonly spec: DatasetSpec;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What is odd about its rows. */
  readonly warnings: readonly Warning[];
  readonly createdAt: Date;
}

/** Decoding more at once would hold up other requests. */
const MOST_BYTES_AT_ONCE = 2 ** 20;

const COLUMNS = {
  id: true,
  name: true,
  format: true,
  spec: true,
  sizeBytes: true,
  sha256: true,
  warnings: true,
  createdAt: true,
} as const;

const storedSchema = z.object({
  id: z.string(),
  name: z.string(),
  format: datasetFormatSchema,
  spec: datasetSpecSchema,
  sizeBytes: z.bigint().transform(Number),
  sha256: z.string(),
  warnings: z.array(warningSchema),
  createdAt: z.date(),
});

/** The datasets of all projects; every call names the project. */
export class DatasetRepository {
  readonly #database: Pick<Database, 'prisma' | 'pool'>;

  constructor(database: Pick<Database, 'prisma' | 'pool'>) {
    this.#database = database;
  }

  /** Newest first, older than `after`. */
  async list(projectId: string, page: { limit: number; after?: string | undefined }): Promise<StoredDataset[]> {
    const rows = await this.#database.prisma.dataset.findMany({
      where: { projectId, ...(page.after === undefined ? {} : { id: { lt: page.after } }) },
      orderBy: { id: 'desc' },
      take: page.limit,
      select: COLUMNS,
    });
    return z.array(storedSchema).parse(rows);
  }

  async find(projectId: string, id: string): Promise<StoredDataset | null> {
    const row = await this.#database.prisma.dataset.findFirst({ where: { id, projectId }, select: COLUMNS });
    return storedSchema.nullable().parse(row);
  }

  async statistics(projectId: string, id: string): Promise<DatasetStatistics | null> {
    const row = await this.#database.prisma.dataset.findFirst({
      where: { id, projectId },
      select: { statistics: true },
    });
    return row === null ? null : datasetStatisticsSchema.parse(row.statistics);
  }

  /** The first bytes of a tensor; fewer where it has no more. */
  async firstBytes(id: string, tensor: number, bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let found = 0;
    for await (const piece of readBlocks(this.#database.pool, id, tensor, Math.min(bytes, MOST_BYTES_AT_ONCE))) {
      pieces.push(piece);
      found += piece.length;
      if (found >= bytes) break;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }

  /**
   * Deletes a dataset and the blocks that only it has.
   * @returns whether there was one. @throws {ConflictError} while a job, an evaluation or a batch prediction needs it.
   */
  async delete(projectId: string, id: string): Promise<boolean> {
    return withTransaction(this.#database.pool, async (client) => {
      // The lock makes a job that is being inserted for this dataset wait, so that the next statement sees all there are.
      const found = await client.query('SELECT FROM datasets WHERE id = $1 AND project_id = $2 FOR UPDATE', [
        id,
        projectId,
      ]);
      if (found.rowCount === 0) return false;
      const { rows } = await client.query<{ id: string; status: string }>(
        `SELECT id, status FROM jobs WHERE (dataset_id = $1 OR validation_dataset_id = $1)
           AND status IN ('queued', 'running', 'paused') LIMIT 1`,
        [id],
      );
      if (rows[0] !== undefined) {
        throw new ConflictError('dataset_in_use', `The job ${rows[0].id} is ${rows[0].status} and needs this dataset.`);
      }
      const runs = await client.query<{ id: string; status: string }>(
        `SELECT id, status FROM inference_runs WHERE dataset_id = $1 AND status IN ('queued', 'running') LIMIT 1`,
        [id],
      );
      const [run] = runs.rows;
      if (run !== undefined) {
        throw new ConflictError('dataset_in_use', `${run.id} is ${run.status} and needs this dataset.`);
      }
      await deleteDatasetBlocks(client, projectId, id);
      await client.query('DELETE FROM datasets WHERE id = $1', [id]);
      return true;
    });
  }
}
