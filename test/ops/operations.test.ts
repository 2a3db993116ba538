import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/database/package-root.js';
import { between } from '../readme/readme-text.js';
import { settingsTable } from '../support/settings-table.js';
import { servedMetrics } from './served-metrics.js';

// Where one of the tables differs, the difference that is shown is what to write into docs/operations.md.

const page = await readFile(join(packageRoot, 'docs', 'operations.md'), 'utf8');

test("the operators' page lists every setting", () => {
  assert.equal(between(page, 'settings'), settingsTable(), '`npm run docs:settings` writes it');
});

test("the operators' page lists every metric that servers and workers serve", async () => {
  const rows = (await servedMetrics()).map(
    ({ name, kind, help, of }) => `| \`${name}\` | ${kind} | ${of.join(', ')} | ${help} |`,
  );
  assert.equal(
    between(page, 'metrics'),
    ['| metric | kind | of | meaning |', '| --- | --- | --- | --- |', ...rows.sort()].join('\n'),
  );
});

test("the operators' page says of each alert what to do, and of no other", async () => {
  const { groups } = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })) })
    .parse(parse(await readFile(join(packageRoot, 'ops', 'prometheus', 'alerts.yml'), 'utf8')));
  const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
  const headings = [...page.matchAll(/^### (Fitserve\w+)$/gm)].map(([, name]) => name ?? '');
  assert.deepEqual(headings.sort(), alerts.sort());
});
