import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of the dashboard, held in memory: all of them together are some 200 kB. */
export interface Page {
  /** `/` for index.html. */
  readonly address: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** There where it is shorter. */
  readonly zipped?: Buffer;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly immutable: boolean;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/** Vite puts what it names by its content there. */
const HASHED = '/assets/';

/** The pages that setup has built; none where it has not, as in a folder of sources that tsc alone has compiled. */
export async function readPages(folder: string): Promise<Page[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(nothingThere);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map((file) => readPage(folder, file)));
}

async function readPage(folder: string, file: string): Promise<Page> {
  const path = `/${relative(folder, file).split(sep).join('/')}`;
  const bytes = await readFile(file);
  const zipped = await promisify(gzip)(bytes);
  return {
    address: path === '/index.html' ? '/' : path,
    type: TYPES.get(extname(file)) ?? 'application/octet-stream',
    bytes,
    ...(zipped.length < bytes.length ? { zipped } : {}),
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    immutable: path.startsWith(HASHED),
  };
}

function nothingThere(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
