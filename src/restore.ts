import { resolve } from 'node:path';
import { loadConfig } from './config.js';
import { BackupError } from './database/backup/backup-format.js';
import { restoreBackup } from './database/backup/restore-backup.js';
import { joinPostgres } from './database/connect.js';
import { exitWithFailure } from './launch/start-failure.js';
import { createLogger } from './logger.js';

const USAGE = `npm run restore -- <file>   fills an empty database (DATABASE_URL, or a new DATA_DIR) with what npm run backup wrote
`;

/** `npm run restore`. @returns the exit code. */
async function main([file, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadConfig(undefined, { LOG_LEVEL: 'warn' });
  const logger = createLogger(config, 'restore');
  const postgres = await joinPostgres(config, logger);
  try {
    const { made_at, tables } = await restoreBackup(postgres.connectionString, resolve(file), logger);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`Restored: ${rows} rows of ${tables.length} tables, as they stood at ${made_at}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    process.stderr.write(`fitserve: ${error.message}\n`);
    return 1;
  } finally {
    await postgres.stop();
  }
}

process.exitCode = await main(process.argv.slice(2)).catch(exitWithFailure);
