import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../src/database/package-root.js';
import { describedApi } from './described-api.js';
import { referenceText } from './reference-text.js';

// `npm run docs:reference` writes docs/reference.md; with --check it only says whether that is out of date.
const path = join(packageRoot, 'docs/reference.md');
const text = referenceText(await describedApi());
if (!process.argv.includes('--check')) await writeFile(path, text);
else if ((await readFile(path, 'utf8')) !== text) {
  process.stderr.write('docs/reference.md is out of date: npm run docs:reference writes it anew.\n');
  process.exitCode = 1;
}
