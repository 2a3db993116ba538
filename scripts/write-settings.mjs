import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './setup/paths.mjs';

// What the compiler made; it is no input of the type check.
const { settingsTable } = await import(new URL('../dist/test/support/settings-table.js', import.meta.url).href);

// The table of all settings, in both pages that have it.
for (const page of ['README.md', path.join('docs', 'operations.md')]) {
  const file = path.join(projectRoot(), page);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /(<!-- settings -->\n).*?(<!-- \/settings -->)/s,
      (_all, begin, end) => `${begin}\n${settingsTable()}\n\n${end}`,
    ),
  );
}
