import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../src/database/package-root.js';

const OTHERS = new Set(['node_modules', 'dist', '.git', '.fitserve']);

async function pages(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries
    .filter(({ name }) => !OTHERS.has(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return pages(path);
      return entry.name.endsWith('.md') ? [path] : [];
    });
  return (await Promise.all(found)).flat();
}

const withoutCode = (text: string) => text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, 'code');

/** Headings as GitHub and its like make anchors of them. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...text.replace(/^```.*?^```$/gms, '').matchAll(/^#{1,6} +(.*?) *#*$/gm)].map(
    ([, heading = '']) => {
      const name = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-');
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      return times === 0 ? name : `${name}-${times}`;
    },
  );
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name);
  return new Set([...headings, ...named]);
}

test('every relative link and anchor in the Markdown files leads to something that is there', async () => {
  const broken: string[] = [];
  const files = await pages(packageRoot);
  const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
  for (const [file, text] of texts) {
    const targets = [...withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
    for (const [, target = ''] of targets) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const found = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
      const isThere = existsSync(found);
      const page = texts.get(found);
      if (!isThere || (anchor !== undefined && page !== undefined && !anchorsOf(page).has(anchor))) {
        broken.push(`${relative(packageRoot, file)}: ${target}`);
      }
    }
  }
  assert.deepEqual(broken, []);
});

test('every page of docs can be reached from docs/README.md', async () => {
  const index = join(packageRoot, 'docs/README.md');
  const reached = new Set([index]);
  for (const file of reached) {
    const text = withoutCode(await readFile(file, 'utf8'));
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s#]+\.md)(?:#[^)]*)?\)/g)) {
      const found = resolve(dirname(file), target);
      if (existsSync(found)) reached.add(found);
    }
  }
  const lost = (await pages(join(packageRoot, 'docs'))).filter((file) => !reached.has(file));
  assert.deepEqual(lost, []);
});
