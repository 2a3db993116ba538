import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../src/database/package-root.js';
import type { Service } from '../../src/launch/start-service.js';

const MARK = '\u001e';
/** Whatever a page waits for has come by then, or never comes. */
const LONGEST_MS = 300_000;

/** Runs blocks one after another in one bash, as somebody who pastes them would. @returns what each printed, errors included. */
export async function runInOneShell(
  service: Pick<Service, 'url' | 'apiKey'>,
  commands: readonly string[],
): Promise<string[]> {
  const shell = spawn('bash', [], {
    cwd: packageRoot,
    env: { ...process.env, URL: service.url, KEY: service.apiKey ?? '' },
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  shell.stdin.end(['exec 2>&1', ...commands.map((block) => `${block}\nprintf '${MARK}'`)].join('\n'));
  const [printed] = await Promise.all([text(shell.stdout), once(shell, 'exit')]);
  return printed.split(MARK);
}
