import pg from 'pg';
import { z } from 'zod';
import type { Queryable } from '../sql.js';
import { BackupError } from './backup-format.js';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Prisma's record of the migrations, which a database makes itself when it is migrated. */
const RECORD = '_prisma_migrations';

const columnSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
const referenceSchema = z.object({ from: z.string(), to: z.string() });

/** All tables of the service, each after those that it refers to. BullMQ's, in a schema of their own, are filled again by the outbox. */
export async function listTables(client: Queryable): Promise<Table[]> {
  const found = await client.query(
    `SELECT table_name AS table, json_agg(column_name ORDER BY ordinal_position) AS columns
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> $1 AND is_generated = 'NEVER'
     GROUP BY table_name ORDER BY table_name`,
    [RECORD],
  );
  const references = await client.query(
    `SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to" FROM pg_constraint
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid`,
  );
  const tables = found.rows.map((row) => columnSchema.parse(row));
  return inOrder(
    tables.map(({ table, columns }) => ({ name: table, columns })),
    references.rows.map((row) => referenceSchema.parse(row)),
  );
}

function inOrder(tables: readonly Table[], references: readonly z.infer<typeof referenceSchema>[]): Table[] {
  const ordered: Table[] = [];
  const isPlaced = (name: string) => ordered.some((table) => table.name === name);
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name }) => !isPlaced(name) && references.every(({ from, to }) => from !== name || isPlaced(to)),
    );
    if (next === undefined)
      throw new BackupError('The tables refer to each other in a circle: none can be filled first.');
    ordered.push(next);
  }
  return ordered;
}

/** The table and its columns, as COPY names them. */
export function copyTarget({ name, columns }: Table): string {
  return `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
}
