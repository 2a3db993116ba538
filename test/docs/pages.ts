import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/database/package-root.js';

/** Pages whose blocks of commands (`sh`) are run from the first to the last, each page in a shell of its own. */
export async function walkedPages(): Promise<string[]> {
  const guides = await readdir(join(packageRoot, 'docs/guides'));
  return [
    'docs/tutorial.md',
    ...guides.filter((name) => name.endsWith('.md')).map((name) => `docs/guides/${name}`),
  ].sort();
}

export function readPage(path: string): Promise<string> {
  return readFile(join(packageRoot, path), 'utf8');
}
