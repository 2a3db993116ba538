import { ConfigError } from '../config.js';
import { EmbeddedPostgresError } from '../database/embedded.js';
import { MigrationError } from '../database/migrate.js';

/** EX_CONFIG of sysexits.h: somebody must change something, and starting again as it is would not help. */
export const EXIT_SETTINGS = 78;

/** The service cannot start as it is set up; the message says what to change. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Ends a process that could not start: with the sentence alone where a person can mend it, else with the stack. */
export function exitWithFailure(error: unknown): never {
  const isForPeople =
    error instanceof ConfigError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof MigrationError ||
    error instanceof StartError;
  if (isForPeople) console.error(`fitserve: ${error.message}`);
  else console.error('fitserve could not start:', error);
  process.exit(isForPeople ? EXIT_SETTINGS : 1);
}

/** What went wrong with listening, as a sentence. */
export function listenFailure(error: unknown, host: string, port: number, setting = 'PORT'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartError(`${host}:${port} is in use: set ${setting} to another port, or 0 for a free one.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(`HOST ${host} is no address of this machine; 127.0.0.1 and 0.0.0.0 are.`);
  }
  if (code === 'EACCES')
    return new StartError(`Port ${port} needs a privilege that this user lacks: set ${setting} to one from 1024.`);
  return error;
}
