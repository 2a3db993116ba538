import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Config, loadConfig } from './config.js';
import { openDatabase } from './database/client.js';
import { joinPostgres } from './database/connect.js';
import { migrate } from './database/migrate.js';
import { SCOPES, type Scope, scopeSchema } from './http/scopes.js';
import { exitWithFailure } from './launch/start-failure.js';
import { createLogger } from './logger.js';
import { KeyRepository, type StoredKey } from './projects/key-repository.js';
import { DEFAULT_PROJECT, KeyService } from './projects/key-service.js';

const USAGE = `Usage: npm run keys -- <command>

  create --name <name> [--project <project>]   make a key, and the project where there is none of that name
         [--scopes <scopes>]                   (left out: ${DEFAULT_PROJECT}); the key is printed this once.
         [--expires <time>]                    --scopes: what it may do, of ${SCOPES.join(',')} (left out: all);
                                               --expires: after days (90d), or a time such as 2030-01-31T00:00:00Z
  list                                         all keys, without the keys themselves
  revoke <id>                                  make a key invalid for good (running servers heed it within 2 s)

Works while the service runs and when it does not. DATABASE_URL and DATA_DIR are those of the service.`;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const LONGEST_NAME = 100;
const DAY_MS = 86_400_000;

/** The command line cannot be understood; the message says why. */
class UsageError extends Error {}

type Command = (keys: KeyService) => Promise<number>;

/** What the arguments ask for. @throws {UsageError} */
function parse(args: readonly string[]): Command {
  const { values, positionals } = readArguments(args);
  const [name, ...operands] = positionals;
  switch (name) {
    case 'create':
      refuse(operands, 'create takes --name, --project, --scopes and --expires only');
      return create(
        checkedName('--name', values.name),
        checkedName('--project', values.project ?? DEFAULT_PROJECT),
        checkedScopes(values.scopes),
        checkedExpiry(values.expires),
      );
    case 'list':
      refuse([...operands, ...Object.keys(values)], 'list takes nothing more');
      return list;
    case 'revoke':
      refuse([...operands.slice(1), ...Object.keys(values)], 'revoke takes one id');
      return revoke(checkedName('<id>', operands[0]));
    default:
      throw new UsageError(name === undefined ? 'a command is missing' : `there is no command ${JSON.stringify(name)}`);
  }
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { name: text, project: text, scopes: text, expires: text } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function refuse(extra: readonly string[], sentence: string): void {
  if (extra.length > 0) throw new UsageError(sentence);
}

function checkedName(what: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`${what} is missing`);
  if (value.length > LONGEST_NAME) throw new UsageError(`${what} is longer than ${LONGEST_NAME} characters`);
  return value;
}

function checkedScopes(value: string | undefined): readonly Scope[] {
  if (value === undefined) return SCOPES;
  const parsed = z.array(scopeSchema).safeParse(value.split(',').map((scope) => scope.trim()));
  if (parsed.success) return [...new Set(parsed.data)];
  throw new UsageError(`--scopes takes some of ${SCOPES.join(',')}; received ${JSON.stringify(value)}`);
}

function checkedExpiry(value: string | undefined): Date | null {
  if (value === undefined) return null;
  const days = /^(\d{1,5})d$/.exec(value)?.[1];
  const isTime = z.iso.datetime({ offset: true }).safeParse(value).success;
  const at = days !== undefined ? Date.now() + Number(days) * DAY_MS : isTime ? Date.parse(value) : Number.NaN;
  if (at > Date.now()) return new Date(at);
  throw new UsageError(
    `--expires takes days (90d) or a time to come (2030-01-31T00:00:00Z); received ${JSON.stringify(value)}`,
  );
}

const create =
  (name: string, project: string, scopes: readonly Scope[], expiresAt: Date | null): Command =>
  async (keys) => {
    const { key, stored } = await keys.create(name, project, { scopes, expiresAt });
    console.log(key);
    console.error(`Key ${stored.id} for project ${JSON.stringify(stored.project.name)}; it is not shown again.`);
    return 0;
  };

const list: Command = async (keys) => {
  const rows = (await keys.list()).map(toRow);
  const table = [['ID', 'PROJECT', 'NAME', 'CREATED', 'LAST USED', 'SCOPES', 'EXPIRES', 'STATE'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  return 0;
};

function toRow({ id, project, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }: StoredKey): string[] {
  const hasExpired = expiresAt !== null && expiresAt.getTime() <= Date.now();
  const state = revokedAt !== null ? `revoked ${revokedAt.toISOString()}` : hasExpired ? 'expired' : 'valid';
  const expires = expiresAt?.toISOString() ?? 'never';
  const lastUsed = lastUsedAt?.toISOString() ?? 'never';
  return [id, project.name, name, createdAt.toISOString(), lastUsed, scopes.join(','), expires, state];
}

const revoke =
  (id: string): Command =>
  async (keys) => {
    const revoked = await keys.revoke(id);
    if (revoked === null) {
      console.error(`There is no key ${JSON.stringify(id)}; "list" shows them.`);
      return EXIT_FAILED;
    }
    console.log(`Key ${revoked.id} (${revoked.name}) of project ${JSON.stringify(revoked.project.name)} is revoked.`);
    return 0;
  };

async function run(command: Command, config: Config): Promise<number> {
  const logger = createLogger(config, 'keys');
  const postgres = await joinPostgres(config, logger);
  const database = openDatabase(config, postgres.connectionString, logger);
  try {
    await migrate(postgres.connectionString, logger);
    return await command(new KeyService(new KeyRepository(database), logger));
  } finally {
    await database.close();
    await postgres.stop();
  }
}

const args = process.argv.slice(2);
try {
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') console.log(USAGE);
  else process.exitCode = await run(parse(args), loadConfig(undefined, { LOG_LEVEL: 'warn' }));
} catch (error) {
  if (!(error instanceof UsageError)) exitWithFailure(error);
  console.error(`keys: ${error.message}.\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
