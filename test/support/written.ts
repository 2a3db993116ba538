import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pg from 'pg';
import type { EntryProcess } from '../launch/entry-process.js';

/** Characters around what is found. */
const SHOWN = 300;

/** Every text that has been written, by where. */
export class Written {
  readonly #texts: { where: string; text: string }[] = [];

  add(where: string, text: string): void {
    this.#texts.push({ where, text });
  }

  /** Where a secret stands, and what stands around it, in any of the forms that it may have taken. */
  placesOf(secret: string): ReadonlyMap<string, string> {
    const bytes = Buffer.from(secret);
    // The middle of base64 is the same wherever it begins, in one of three alignments.
    const base64 = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, -4),
    );
    const forms = [secret, encodeURIComponent(secret), bytes.toString('hex'), ...base64];
    const found = new Map<string, string>();
    for (const { where, text } of this.#texts) {
      const at = forms.map((form) => text.indexOf(form)).find((index) => index >= 0);
      if (at !== undefined && !found.has(where)) found.set(where, text.slice(Math.max(0, at - SHOWN), at + SHOWN));
    }
    return found;
  }

  /** How many texts were written there. */
  count(where: string): number {
    return this.#texts.filter((one) => one.where === where).length;
  }

  /** What a process has printed, line by line. */
  addOutput(name: string, process: Pick<EntryProcess, 'stdout' | 'stderr'>): void {
    this.add(`output of ${name}`, process.stdout());
    for (const line of process.stderr().split('\n')) this.add(`log of ${name}`, line);
  }

  /** All rows of a database; bytes are in hexadecimal there. */
  async addTables(connectionString: string): Promise<void> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows) this.add(`table ${name}`, row);
    }
    await client.end();
  }

  /** All files of a folder. */
  async addFiles(folder: string): Promise<void> {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      this.add(`file ${relative(folder, path)}`, await readFile(path, 'latin1'));
    }
  }
}
