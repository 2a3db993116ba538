import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { link } from './link.mjs';
import { npmCli, onPath } from './npm.mjs';
import { chromiumPath, platform, stateDir } from './paths.mjs';
import { CommandError, run } from './run.mjs';
import { hashOf } from './stamp.mjs';

/** An npm package that carries a whole Chromium for Linux, which needs neither root nor an installation; the newest for Node 20. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '147.0.2';
/** What is taken of it: the browser, the libraries that not every machine has, and a font; with their hashes, as `hashOf` counts. */
const PACKED = {
  'chromium.br': '77cdba1dba2a50a008bd588c8888bd370aaf32392b7f013af89aa7d325faa777',
  'al2023.tar.br': '12c0c61982c94696fa498668ce63be3bb1f7b80fbb028291ce673ce725fd4de8',
  'fonts.tar.br': '798e91a5394f38e0cf388e3f9140dbfa829a5843c389d20874268afffcc17eec',
};
const CARRIED = new Set(['linux-x64']);
const INSTALLED = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const PROOF_MS = 60_000;

/** As root, in a container and without a graphics card it runs too. */
export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/**
 * A real Chromium for the tests of the dashboard: the one that CHROMIUM_PATH names, else the package's, else one that is installed.
 * Where there is none, all other tests can run.
 * @type {import('./step.mjs').Step}
 */
export const chromium = {
  name: 'chromium',
  stamp: ({ root }) => path.join(stateDir(root), 'chromium.json'),
  key: () => `${platform()} ${VERSION} ${process.env.CHROMIUM_PATH ?? ''}`,
  present: ({ root }) => existsSync(chromiumPath(root)),
  async install(context) {
    const named = process.env.CHROMIUM_PATH;
    const reasons = [];
    for (const find of named ? [() => named] : [() => fromPackage(context), installed]) {
      try {
        const binary = await find();
        if (binary === undefined) continue;
        await prove(binary);
        link(binary, chromiumPath(context.root));
        return { binary };
      } catch (error) {
        reasons.push(reasonOf(error));
      }
    }
    rmSync(chromiumPath(context.root), { force: true });
    const what = reasons.length === 0 ? `none comes for ${platform()}` : reasons.join('; ');
    context.progress.note(
      `the tests of the dashboard lack a Chromium and will fail (${what}); next: install one (Debian: \`apt install chromium\`) or name one by CHROMIUM_PATH`,
    );
    return {};
  },
};

/** @returns {string | undefined} */
function installed() {
  return INSTALLED.map((name) => (path.isAbsolute(name) ? name : onPath(name))).find(
    (file) => file !== undefined && existsSync(file),
  );
}

/**
 * Has it open a page: a browser may be there and lack what it needs.
 * @param {string} binary
 */
async function prove(binary) {
  if (!existsSync(binary)) throw new Error(`there is no ${binary}`);
  const { chromium: driver } = await import('playwright-core');
  const browser = await driver.launch({ executablePath: binary, args: CHROMIUM_ARGS, timeout: PROOF_MS });
  try {
    await (await browser.newPage()).setContent('<p>It runs.</p>', { timeout: PROOF_MS });
  } finally {
    await browser.close();
  }
}

/**
 * The line that tells most of why there is no browser: what npm or the loader of libraries says.
 * @param {unknown} error
 */
function reasonOf(error) {
  const text = error instanceof CommandError ? `${error.message}\n${error.output}` : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => /error while loading|npm error/.test(line)) ?? lines[0];
}

/**
 * @param {import('./step.mjs').Context} context
 * @returns {Promise<string | undefined>} undefined where there is none for this platform
 */
async function fromPackage({ cache, partial, progress }) {
  if (!CARRIED.has(platform())) return undefined;
  const folder = path.join(cache, `chromium-${VERSION}-${platform()}`);
  const starter = path.join(folder, 'start');
  if (!existsSync(path.join(folder, 'chromium'))) await bring(folder, { cache, partial, progress });
  writeFileSync(path.join(folder, 'fonts.conf'), fontsConf(folder));
  writeFileSync(starter, startScript(folder), { mode: 0o755 });
  return starter;
}

/**
 * @param {string} folder
 * @param {Pick<import('./step.mjs').Context, 'cache' | 'partial' | 'progress'>} context
 */
async function bring(folder, { cache, partial, progress }) {
  const making = path.join(partial, 'chromium');
  mkdirSync(making, { recursive: true });
  await progress.during('a Chromium for the tests (67 MB)', async () => {
    const args = ['install', '--prefix', making, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
    const log = path.join(cache, 'logs', 'chromium.log');
    await run(process.execPath, [npmCli(), ...args, `${PACKAGE}@${VERSION}`], { cwd: making, log });
    const packed = path.join(making, 'node_modules', ...PACKAGE.split('/'), 'bin');
    for (const [name, sha256] of Object.entries(PACKED)) {
      if (hashOf([readFileSync(path.join(packed, name))]) !== sha256)
        throw new Error(`${name} of ${PACKAGE} ${VERSION} is not what it was`);
      await unpack(path.join(packed, name), path.join(making, path.basename(name, '.br')));
    }
    for (const name of ['al2023.tar', 'fonts.tar']) {
      await run('tar', ['-xf', name, '--no-same-owner'], { cwd: making });
      rmSync(path.join(making, name));
    }
    rmSync(path.join(making, 'node_modules'), { recursive: true });
    chmodSync(path.join(making, 'chromium'), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  });
}

/**
 * @param {string} from
 * @param {string} to
 */
async function unpack(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/**
 * Libraries and fonts are the package's, so that the same browser draws the same pages everywhere.
 * @param {string} folder
 */
function startScript(folder) {
  return `#!/bin/sh
export LD_LIBRARY_PATH='${folder}/lib' FONTCONFIG_FILE='${folder}/fonts.conf'
exec '${folder}/chromium' "$@"
`;
}

/** @param {string} folder */
function fontsConf(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
