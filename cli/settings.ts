import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SetupFailure } from './failures.js';
import type { Terminal } from './terminal/io.js';

const LOCAL = 'http://127.0.0.1:3000';
/** Where a service that is started in this folder keeps the key that it made for its first user. */
const FIRST_KEY = join('.fitserve', 'first-api-key');

const settingsSchema = z.strictObject({ url: z.url(), key: z.string().min(1) });

/** Which service a command talks to, and with which key. */
export type Settings = z.infer<typeof settingsSchema>;

/** The file that `fitserve login` writes. */
export function settingsPath({ env }: Pick<Terminal, 'env'>): string {
  return (
    env.FITSERVE_CONFIG ?? join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), '.config'), 'fitserve', 'login.json')
  );
}

/**
 * What is given, else the environment (FITSERVE_URL, FITSERVE_API_KEY), else what `fitserve login` kept, else the service of this folder.
 * @throws {SetupFailure} where no key is to be had.
 */
export async function readSettings(given: Partial<Settings>, terminal: Terminal): Promise<Settings> {
  const { env, cwd } = terminal;
  const kept = await readKept(settingsPath(terminal));
  const url = given.url ?? env.FITSERVE_URL ?? kept?.url ?? LOCAL;
  const ofThatService = kept?.url === url ? kept.key : undefined;
  const local = url === LOCAL ? await readIfThere(join(cwd, FIRST_KEY)) : undefined;
  const key = given.key ?? env.FITSERVE_API_KEY ?? ofThatService ?? local?.trim();
  if (key === undefined || key === '') {
    throw new SetupFailure(
      `there is no API key for ${url}`,
      'log in once: fitserve login --url ADDRESS --key KEY (or set FITSERVE_API_KEY)',
    );
  }
  if (!URL.canParse(url))
    throw new SetupFailure(`the address ${JSON.stringify(url)} is no URL`, `give one like ${LOCAL}`);
  return { url, key };
}

/** Keeps address and key for later commands, for this user's eyes only. @returns the file's path. */
export async function keepSettings(settings: Settings, terminal: Terminal): Promise<string> {
  const path = settingsPath(terminal);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  return path;
}

async function readKept(path: string): Promise<Settings | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch {
    throw new SetupFailure(`${path} is damaged`, 'log in again: fitserve login');
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
      return undefined;
    throw error;
  }
}
