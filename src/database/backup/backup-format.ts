import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { z } from 'zod';

/** A backup is a ZIP: a file of rows for each table, as Postgres's binary COPY writes them, and this at its end. */
export const MANIFEST = 'manifest.json';
export const FORMAT = 'fitserve-backup-1';

const tableSchema = z.object({
  name: z.string(),
  /** In the order of the rows' fields: that of the table may be another elsewhere. */
  columns: z.array(z.string()).min(1),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type TableRecord = z.infer<typeof tableSchema>;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  made_at: z.iso.datetime(),
  /** Those that the database had, oldest first, with their checksums: they say what the tables are. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  /** A table comes after those that it refers to. */
  tables: z.array(tableSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A backup that cannot be made or taken; the message is a sentence for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Where the rows of a table stand in the ZIP. */
export const fileOf = (table: string): string => `tables/${table}.copy`;

/** Lets bytes through, and counts them and takes their SHA-256. */
export class Meter extends Transform {
  bytes = 0;
  readonly #hash = createHash('sha256');

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += piece.length;
    this.#hash.update(piece);
    done(null, piece);
  }

  /** To be called once, when all has passed. */
  sha256(): string {
    return this.#hash.digest('hex');
  }
}
