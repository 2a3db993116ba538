import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/database/package-root.js';

/** The README as it is committed. */
export function readReadme(): Promise<string> {
  return readFile(join(packageRoot, 'README.md'), 'utf8');
}

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
export function between(text: string, name: string): string {
  const [, rest] = text.split(`<!-- ${name} -->\n`);
  const [found, after] = rest?.split(`\n<!-- /${name} -->`) ?? [];
  assert.ok(found !== undefined && after !== undefined, `the README has a part between <!-- ${name} --> and its end`);
  return found.trim();
}

/** A block of commands, and the output shown below it where there is one. */
export interface CommandBlock {
  readonly commands: string;
  readonly output: string | undefined;
}

/** The fenced blocks of commands (`sh`), each with the block of `text` that follows it before the next. */
export function commandBlocks(text: string): CommandBlock[] {
  const fences = [...text.matchAll(/^```(sh|text)\n(.*?)^```$/gms)].map(([, kind, body = '']) => ({ kind, body }));
  return fences.flatMap(({ kind, body }, index) => {
    if (kind !== 'sh') return [];
    const next = fences[index + 1];
    return [{ commands: body, output: next?.kind === 'text' ? next.body : undefined }];
  });
}
