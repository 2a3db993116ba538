import { restoreBackup } from './database/backup/restore-backup.js';
import { runOnFile } from './launch/run-on-file.js';
import { exitWithFailure } from './launch/start-failure.js';
import type { Logger } from './logger.js';

const USAGE = `npm run restore -- <file>   fills an empty database (DATABASE_URL, or a new DATA_DIR) with what npm run backup wrote
`;

async function work(connectionString: string, file: string, logger: Logger): Promise<string> {
  const { made_at, tables } = await restoreBackup(connectionString, file, logger);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `Restored: ${rows} rows of ${tables.length} tables, as they stood at ${made_at}.\n`;
}

process.exitCode = await runOnFile({ name: 'restore', usage: USAGE, work }, process.argv.slice(2)).catch(
  exitWithFailure,
);
