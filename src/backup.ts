import { resolve } from 'node:path';
import { loadConfig } from './config.js';
import { BackupError } from './database/backup/backup-format.js';
import { writeBackup } from './database/backup/write-backup.js';
import { joinPostgres } from './database/connect.js';
import { exitWithFailure } from './launch/start-failure.js';
import { createLogger } from './logger.js';

const USAGE = `npm run backup -- <file>   writes everything that the service holds into one file, while it runs or not
`;

/** `npm run backup`. @returns the exit code. */
async function main([file, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadConfig(undefined, { LOG_LEVEL: 'warn' });
  const postgres = await joinPostgres(config, createLogger(config, 'backup'));
  try {
    const { tables } = await writeBackup(postgres.connectionString, resolve(file));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `Written: ${resolve(file)}, ${rows} rows of ${tables.length} tables. It holds secrets: keep it as one.\n`,
    );
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
