import type pg from 'pg';
import type { PrismaClient } from './generated/client.js';

/** A query that each connection plans once, for those that are asked hundreds of times a second. The same name is always the same text. */
export interface PreparedQuery {
  readonly name: string;
  readonly text: string;
}

/** What runs raw `pg` queries: a pool, a client or a transaction of withTransaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string | PreparedQuery,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** A transaction of either kind: of withTransaction, or of `prisma.$transaction`. */
export type AnyTransaction = Queryable | Pick<PrismaClient, '$executeRawUnsafe'>;

/** Runs a statement whose answer does not matter, in a transaction of either kind. `sql` is never made from user input. */
export async function execute(transaction: AnyTransaction, sql: string, values: readonly unknown[]): Promise<void> {
  if ('query' in transaction) await transaction.query(sql, [...values]);
  else await transaction.$executeRawUnsafe(sql, ...values);
}
