import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startService } from '../../src/launch/start-service.js';
import { runInOneShell } from '../docs/shell-walk.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { between, commandBlocks, readReadme } from './readme-text.js';

const ENGINE_TIMEOUT_MS = 120_000;
/** Stands in a shown output for anything. */
const ELLIPSIS = '...';

const blocks = commandBlocks(between(await readReadme(), 'walk'));
/** The whole walk over HTTP, on a service of its own; the queue must make no difference to it. */
export async function walkSuite(queue: 'Postgres' | 'Redis'): Promise<void> {
  const queueSettings = queue === 'Redis' ? { REDIS_URL: (await startTestRedis()).url } : {};
  const folder = await temporaryFolder();
  const service = await startService(
    testConfig({ DATA_DIR: folder, DATABASE_URL: await createTestDatabase(), ...queueSettings }),
    silentLogger,
  );
  atEnd(() => service.stop());
  await service.engine(ENGINE_TIMEOUT_MS);

  const outputs = await runInOneShell(
    service,
    blocks.map(({ commands }) => commands),
  );

  for (const [index, { commands, output = '' }] of blocks.entries()) {
    test(`with the queue in ${queue}, the README's commands print what stands below them: ${commands.split('\n').at(-2)}`, () => {
      const actual = normalized(outputs[index] ?? '');
      let from = 0;
      for (const part of normalized(output).split(ELLIPSIS)) {
        const found = actual.indexOf(part.trim(), from);
        assert.ok(found >= 0, `expected\n${part.trim()}\nin\n${outputs[index]}`);
        from = found + part.trim().length;
      }
      if (!normalized(output).includes(ELLIPSIS)) assert.equal(actual, normalized(output));
    });
  }
}

/** Without what differs from run to run: live progress, engine, ids, times, hashes, numbers, and where lines are broken. */
function normalized(output: string): string {
  return (
    output
      .replace(/event: progress\ndata: .*\n\n/g, '')
      .replace(/engine: (null|\{.*?\})/s, 'engine: {}')
      // A worker may have taken the job before the answer to its fit was written.
      .replace(/queue: (null|\{.*?\})/s, 'queue: {}')
      .replace(/status: '(queued|running)'/, "status: 'queued'")
      .replace(/started_at: '.*?'/, 'started_at: null')
      .replace(/\b(dst|mdl|job|req|key|upl)_[0-9a-z]{26}\b/g, '$1_ID')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/\b[0-9a-f]{64}\b/g, 'HASH')
      .replace(/-?\b\d+(\.\d+)?(e-?\d+)?\b/g, 'N')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
