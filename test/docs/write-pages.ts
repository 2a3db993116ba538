import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/database/package-root.js';
import { startService } from '../../src/launch/start-service.js';
import { commandBlocks } from '../readme/readme-text.js';
import { silentLogger, testConfig } from '../support/config.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeCurves } from './curves.js';
import { readPage, walkedPages } from './pages.js';
import { isSameOutput } from './same-output.js';
import { runInOneShell } from './shell-walk.js';

// `npm run docs:walk`: runs the pages and writes below their commands what those print, where it differs from what stands there.
// Outputs that were shortened (`...`) are left to whoever shortened them.

const ENGINE_TIMEOUT_MS = 120_000;
const OUTPUT = /^```text\n(.*?)^```$/ms;

const words = process.argv.slice(2);
const service = await startService(
  testConfig({ DATA_DIR: await temporaryFolder(), WEBHOOK_PRIVATE_ADDRESSES: 'true' }),
  silentLogger,
);
try {
  await service.engine(ENGINE_TIMEOUT_MS);
  for (const page of await walkedPages()) {
    if (words.length > 0 && !words.some((word) => page.includes(word))) continue;
    const text = await readPage(page);
    const blocks = commandBlocks(text);
    const commands = blocks.map((block) => block.commands);
    const written = withOutputs(text, commands, await runInOneShell(service, commands));
    if (written !== text) await writeFile(join(packageRoot, page), written);
    process.stdout.write(`${page}: ${written === text ? 'as it was' : 'written'}\n`);
  }
  await writeCurves();
} finally {
  await service.stop();
}

/** The page with what its commands print. */
function withOutputs(text: string, commands: readonly string[], printed: readonly string[]): string {
  const [before = '', ...parts] = text.split(/^(?=```sh\n)/m);
  return [
    before,
    ...parts.map((part, index) => {
      const output = printed[index] ?? '';
      const shown = OUTPUT.exec(part)?.[1];
      if (shown === undefined) {
        if (output.trim() !== '')
          throw new Error(`nothing is shown below\n${commands[index]}\nwhich prints\n${output}`);
        return part;
      }
      if (isSameOutput(output, shown)) return part;
      if (shown.includes('...'))
        throw new Error(`below\n${commands[index]}\nis shown\n${shown}\nand it prints\n${output}`);
      return part.replace(OUTPUT, () => `\`\`\`text\n${output}\`\`\``);
    }),
  ].join('');
}
