import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../src/database/package-root.js';
import { describedApi } from './described-api.js';
import { referenceText } from './reference-text.js';

// `npm run docs:reference`
await writeFile(join(packageRoot, 'docs/reference.md'), referenceText(await describedApi()));
