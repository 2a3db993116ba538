import { pino } from 'pino';
import type { Config } from './config.js';

export type Logger = pino.Logger;

const SECRETS = [
  'authorization',
  'headers.authorization',
  // What other packages log of a request; those of forms do at the level trace.
  'req.headers',
  'busboyOptions.headers',
  'BOOTSTRAP_API_KEY',
  'DATABASE_URL',
  'REDIS_URL',
];

/** The process's logger: JSON lines on standard error, so that standard output stays for people. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>, process: string): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: { process },
      redact: { paths: SECRETS, censor: '[secret]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination(2),
  );
}
