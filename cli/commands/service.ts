import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Fitserve } from '../../client/src/index.js';
import type { Session } from '../session.js';
import { keepSettings, readSettings } from '../settings.js';
import type { AddCommands } from './commands.js';

/** `start`, `login`, `backup` and `restore`. */
export const serviceCommands: AddCommands = (program, run) => {
  program
    .command('start')
    .description('start the whole service on this machine, with an embedded Postgres where DATABASE_URL is not set')
    .action(run((session) => runEntry(session, 'start.js', [])));
  program
    .command('backup')
    .argument('<file>', 'where to write it')
    .description('write everything that the service on this machine, or of DATABASE_URL, holds into one file')
    .action(run((session, file: string) => runEntry(session, 'backup.js', [file])));
  program
    .command('restore')
    .argument('<file>', 'what backup wrote')
    .description('fill an empty database (DATABASE_URL, or a new DATA_DIR) with it')
    .action(run((session, file: string) => runEntry(session, 'restore.js', [file])));
  program.command('login').description('check a key and keep it for later commands').action(run(login));
};

/** Runs an entry point of the service on this machine. */
async function runEntry({ terminal }: Session, entry: string, args: readonly string[]): Promise<void> {
  const program = fileURLToPath(new URL(`../../src/${entry}`, import.meta.url));
  // Ctrl-C at a terminal reaches it as well as this process.
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
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
