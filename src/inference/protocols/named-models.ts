import { z } from 'zod';
import type { Queryable } from '../../database/sql.js';
import { NotFoundError } from '../../errors.js';
import { isIdOf } from '../../ids.js';

/** Versions that are kept in memory; each has some bytes. */
const MOST_KEPT = 10_000;

const modelRowSchema = z.object({ id: z.string() });
const versionRowSchema = z.object({ version: z.int().nullable() });

/** Models as other protocols call them: by id or by name, and their jobs by the number of a version. */
export class NamedModels {
  readonly #database: Queryable;
  /** Versions of jobs; one that a job has stays its version. */
  readonly #versions = new Map<string, number>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The id that a name stands for: an id is one already, else it is that of the newest model of the name. @throws {NotFoundError} */
  async idOf(projectId: string, name: string): Promise<string> {
    if (isIdOf('model', name)) return name;
    const { rows } = await this.#database.query(
      'SELECT id FROM models WHERE project_id = $1 AND name = $2 ORDER BY id DESC LIMIT 1',
      [projectId, name],
    );
    if (rows[0] === undefined) throw new NotFoundError('model', name);
    return modelRowSchema.parse(rows[0]).id;
  }

  /** The version of its model that a job is; null while it has not succeeded. */
  async versionOf(job: string): Promise<number | null> {
    const known = this.#versions.get(job);
    if (known !== undefined) return known;
    const { rows } = await this.#database.query('SELECT model_version AS version FROM jobs WHERE id = $1', [job]);
    const { version } = versionRowSchema.parse(rows[0] ?? { version: null });
    if (version !== null) {
      if (this.#versions.size >= MOST_KEPT) this.#versions.clear();
      this.#versions.set(job, version);
    }
    return version;
  }
}
