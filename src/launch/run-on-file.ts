import { resolve } from 'node:path';
import { loadConfig } from '../config.js';
import { BackupError } from '../database/backup/backup-format.js';
import { joinPostgres } from '../database/connect.js';
import { createLogger, type Logger } from '../logger.js';

interface FileCommand {
  /** What it is in the log. */
  readonly name: string;
  readonly usage: string;
  /** Does it with the database and the file. @returns what is printed then. */
  work(connectionString: string, file: string, logger: Logger): Promise<string>;
}

/** Runs a command whose one argument is the file of a backup. @returns the exit code. */
export async function runOnFile({ name, usage, work }: FileCommand, args: readonly string[]): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const config = loadConfig(undefined, { LOG_LEVEL: 'warn' });
  const logger = createLogger(config, name);
  const postgres = await joinPostgres(config, logger);
  try {
    process.stdout.write(await work(postgres.connectionString, resolve(file), logger));
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    process.stderr.write(`fitserve: ${error.message}\n`);
    return 1;
  } finally {
    await postgres.stop();
  }
}
