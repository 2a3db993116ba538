import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../scripts/setup/paths.mjs';
import { temporaryFolder } from '../support/temporary-folder.js';

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Runs the project's import rules over a made-up tree and returns each violation as `rule: from -> to`. */
async function violationsOf(files: Record<string, string>): Promise<string[]> {
  const folder = await temporaryFolder('import-rules');
  try {
    const packages = ['zod', 'bullmq', 'fastify', '@tensorflow/tfjs-core'];
    const stubs = packages.map((name) => [`node_modules/${name}/index.js`, 'module.exports = {};'] as const);
    for (const [name, text] of [...stubs, ...Object.entries(files)]) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const root = projectRoot();
    const program = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const args = ['src', 'dist/src', '--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { cwd: folder });
    return Report.parse(JSON.parse(stdout))
      .summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)
      .sort();
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('each import rule reports what breaks it, and nothing else', async () => {
  const violations = await violationsOf({
    'src/app.ts': `import './jobs/job-service.js';`,
    'src/logger.ts': '',
    'src/stray.ts': `import './logger.js';`,
    'src/http/problem.ts': '',
    'src/jobs/job-service.ts': `import type { Model } from '../models/model.js'; import '../http/problem.js';`,
    'src/models/model.ts': 'export type Model = 1;',
    'src/queue/queue.ts': `import 'bullmq';`,
    'src/database/blocks.ts': `import 'bullmq';`,
    'src/data/rows.ts': `import type { Plan } from '../engine/plan.js';`,
    'src/engine/plan.ts': `import type { App } from 'fastify'; import './network.js'; export type Plan = App;`,
    'src/engine/network.ts': `import './plan.js';`,
    'src/keras-format/layers.ts': `import 'zod'; import '../errors.js'; import '../logger.js'; import './missing.js';`,
    'src/errors.ts': '',
    'dist/src/server.js': `import './app.js';`,
    'dist/src/app.js': `import './models/summary.js';`,
    'dist/src/models/summary.js': `import '../engine/plan.js';`,
    'dist/src/inference/child.js': `import '../engine/tensorflow.js';`,
    'dist/src/engine/plan.js': `import '@tensorflow/tfjs-core';`,
    'dist/src/engine/tensorflow.js': '',
  });

  const tensorflow = 'node_modules/@tensorflow/tfjs-core/index.js';
  assert.deepEqual(violations, [
    'data-import-no-higher-rank: src/data/rows.ts -> src/engine/plan.ts',
    'engine-and-data-know-no-service: src/engine/plan.ts -> node_modules/fastify/index.js',
    'everything-has-a-rank: src/stray.ts -> src/logger.ts',
    'imports-resolve: src/keras-format/layers.ts -> ./missing.js',
    'keras-format-is-only-zod: src/keras-format/layers.ts -> ./missing.js',
    'keras-format-is-only-zod: src/keras-format/layers.ts -> src/logger.ts',
    'no-cycles: src/engine/network.ts -> src/engine/plan.ts',
    'no-feature-imports-another: src/jobs/job-service.ts -> src/models/model.ts',
    `only-child-programs-load-tensorflow: dist/src/app.js -> ${tensorflow}`,
    `only-child-programs-load-tensorflow: dist/src/models/summary.js -> ${tensorflow}`,
    `only-child-programs-load-tensorflow: dist/src/server.js -> ${tensorflow}`,
    'only-the-queue-knows-bullmq: src/database/blocks.ts -> node_modules/bullmq/index.js',
  ]);
});

test('a rank imports every rank below it and none above it', async () => {
  const ranks = ['app.ts', 'jobs/a.ts', 'http/a.ts', 'queue/a.ts', 'engine/a.ts', 'data/a.ts', 'keras-format/a.ts'];
  const folders = ranks.map((file) => `src/${file}`);
  const downwards = folders.map((file, rank) => [file, importsOf(file, folders.slice(rank + 1))] as const);
  const upwards = folders.map((file, rank) => [file, importsOf(file, folders.slice(0, rank))] as const);
  const dist = { 'dist/src/app.js': '' };

  assert.deepEqual(await violationsOf({ ...Object.fromEntries(downwards), ...dist }), []);
  const found = (await violationsOf({ ...Object.fromEntries(upwards), ...dist })).filter((line) =>
    line.includes('rank'),
  );
  assert.equal(found.length, 21);
});

function importsOf(file: string, targets: readonly string[]): string {
  const relative = targets.map((target) => path.relative(path.dirname(file), target).replace(/\.ts$/, '.js'));
  return relative.map((target) => `import '${target.startsWith('.') ? target : `./${target}`}';`).join('\n');
}
