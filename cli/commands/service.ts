import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Fitserve } from '../../client/src/index.js';
import type { Session } from '../session.js';
import { keepSettings, readSettings } from '../settings.js';
import type { AddCommands } from './commands.js';

/** `start` and `login`. */
export const serviceCommands: AddCommands = (program, run) => {
  program
    .command('start')
    .description('start the whole service on this machine, with an embedded Postgres where DATABASE_URL is not set')
    .action(run(start));
  program.command('login').description('check a key and keep it for later commands').action(run(login));
};

async function start({ terminal }: Session): Promise<void> {
  const service = fileURLToPath(new URL('../../src/start.js', import.meta.url));
  // Ctrl-C at a terminal reaches it as well as this process.
  const child = spawn(process.execPath, ['--enable-source-maps', service], {
    stdio: 'inherit',
    env: terminal.env,
    cwd: terminal.cwd,
  });
  terminal.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [code] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
}

async function login(session: Session): Promise<void> {
  const settings = await readSettings(session.given, session.terminal);
  const service = new Fitserve({ baseUrl: settings.url, apiKey: settings.key, signal: session.terminal.signal });
  await service.models.list({ limit: 1 }).first();
  const path = await keepSettings(settings, session.terminal);
  session.show({ url: settings.url, kept_in: path }, () => `logged in to ${settings.url}; kept in ${path}\n`);
}
