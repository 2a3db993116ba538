import { type Config, loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';

/** The service's settings with their defaults, a free port and no log, and what a test sets besides. */
export function testConfig(settings: Readonly<Record<string, string | undefined>> = {}): Config {
  return loadConfig({ PORT: '0', LOG_LEVEL: 'silent', ...settings });
}

/** A logger that says nothing. */
export const silentLogger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
