import { type Config, loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';

/** The service's settings with their defaults, a free port and no log, and what a test sets besides. */
export function testConfig(settings: Readonly<Record<string, string | undefined>> = {}): Config {
  // Tests compute in the process that answers, which must not take that for load.
  return loadConfig({ PORT: '0', LOG_LEVEL: 'silent', MAX_LOOP_DELAY_MS: '600000', ...settings });
}

/** A logger that says nothing. */
export const silentLogger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
