import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startService } from '../../src/launch/start-service.js';
import { commandBlocks } from '../readme/readme-text.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createTestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { readPage, walkedPages } from './pages.js';
import { isSameOutput } from './same-output.js';
import { runInOneShell } from './shell-walk.js';

const ENGINE_TIMEOUT_MS = 120_000;

const service = await startService(
  testConfig({
    DATA_DIR: await temporaryFolder(),
    DATABASE_URL: await createTestDatabase(),
    // The guide's receiver stands on this machine.
    WEBHOOK_PRIVATE_ADDRESSES: 'true',
  }),
  silentLogger,
);
atEnd(() => service.stop());
await service.engine(ENGINE_TIMEOUT_MS);

// All of them before the first test: what was begun is cleaned up as soon as no test is left.
const pages = [];
for (const page of await walkedPages()) {
  const blocks = commandBlocks(await readPage(page));
  const commands = blocks.map((block) => block.commands);
  pages.push({ page, blocks, printed: await runInOneShell(service, commands) });
}

for (const { page, blocks, printed } of pages) {
  describe(`the commands of ${page} print what stands below them`, () => {
    for (const [index, { commands, output = '' }] of blocks.entries()) {
      test(commands.trim().split('\n').at(-1), () => {
        const actual = printed[index] ?? '';
        assert.ok(isSameOutput(actual, output), `expected\n${output}\nin place of\n${actual}`);
      });
    }
  });
}
