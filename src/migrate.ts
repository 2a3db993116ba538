import { loadConfig } from './config.js';
import { joinPostgres } from './database/connect.js';
import { migrate, schemaDifference } from './database/migrate.js';
import { writeMigration } from './database/migration-files.js';
import { exitWithFailure } from './launch/start-failure.js';
import { createLogger, type Logger } from './logger.js';

const USAGE = `npm run migrate                    applies the migrations that the database lacks
npm run migrate -- create <name>   writes a new one: what the database lacks of prisma/schema.prisma
`;

/** `npm run migrate`. @returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const [verb, name] = args;
  const isCreate = verb === 'create' && name !== undefined && args.length === 2;
  if (!isCreate && verb !== undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadConfig();
  const logger = createLogger({ LOG_LEVEL: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL }, 'migrate');
  const postgres = await joinPostgres(config, logger);
  try {
    process.stdout.write(`${await apply(postgres.connectionString, logger)}\n`);
    if (isCreate) process.stdout.write(`${await create(postgres.connectionString, name)}\n`);
    return 0;
  } finally {
    await postgres.stop();
  }
}

async function apply(connectionString: string, logger: Logger): Promise<string> {
  const applied = await migrate(connectionString, logger);
  return applied.length === 0 ? 'The database has all migrations.' : `Applied: ${applied.join(', ')}`;
}

async function create(connectionString: string, name: string): Promise<string> {
  const sql = await schemaDifference(connectionString);
  if (sql === '') return 'prisma/schema.prisma says nothing new: no migration was written.';
  return `Written: ${await writeMigration(name, sql)}. Read it, then run "npm run migrate".`;
}

process.exitCode = await main(process.argv.slice(2)).catch(exitWithFailure);
