import type { Database } from '../../src/database/client.js';

/** How many rows each table of datasets has. */
export async function storedRows({ pool }: Pick<Database, 'pool'>) {
  const { rows } = await pool.query<Record<'datasets' | 'links' | 'blocks' | 'uploads' | 'pins', number>>(
    `SELECT (SELECT count(*)::int FROM datasets) AS datasets, (SELECT count(*)::int FROM dataset_blocks) AS links,
            (SELECT count(*)::int FROM blocks) AS blocks, (SELECT count(*)::int FROM uploads) AS uploads,
            (SELECT count(*)::int FROM upload_blocks) AS pins`,
  );
  return { ...rows[0] };
}

export const NO_ROWS = { datasets: 0, links: 0, blocks: 0, uploads: 0, pins: 0 };
