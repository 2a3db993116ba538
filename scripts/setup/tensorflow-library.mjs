import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { platform } from './paths.mjs';
import { filesOfWheel } from './python.mjs';

const VERSION = '2.21.0';
/** What the wheels below were linked against. */
const GLIBC = { major: 2, minor: 27 };

/** @type {Record<string, import('./python.mjs').Wheel>} */
const WHEELS = {
  'linux-x64': {
    name: 'tensorflow-cpu',
    version: VERSION,
    python: '3.12',
    platform: 'manylinux_2_27_x86_64',
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    megabytes: 274,
  },
  'linux-arm64': {
    name: 'tensorflow',
    version: VERSION,
    python: '3.12',
    platform: 'manylinux_2_27_aarch64',
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
    megabytes: 280,
  },
};

/** The two libraries, and the headers that tfjs-node's addon and they themselves include. */
const TAKE =
  '^tensorflow/(libtensorflow_(cc|framework)\\.so\\.2$|include/(tensorflow/c|tensorflow/core/platform|tsl/platform|xla/tsl/c)/.*\\.h$)';

/** The names that the addon is linked against, and the files of the wheel behind them. */
const LINKS = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/**
 * The name of the library's folder in the cache.
 * @returns {string}
 */
export function libraryName() {
  return `tensorflow-${VERSION}-${platform()}`;
}

/**
 * TensorFlow's C library, unpacked in the cache.
 * @param {import('./step.mjs').Context} context
 * @returns {Promise<string>} a folder with lib/ and include/
 */
export async function ensureLibrary(context) {
  const folder = path.join(context.cache, libraryName());
  if (existsSync(folder)) return folder;
  const files = await filesOfWheel(context, {
    wheel: wheelForHere(),
    label: `TensorFlow ${VERSION}`,
    strip: 'tensorflow/',
    take: TAKE,
  });
  const lib = path.join(files, 'lib');
  mkdirSync(lib);
  for (const [name, file] of Object.entries(LINKS)) {
    renameSync(path.join(files, file), path.join(lib, file));
    symlinkSync(file, path.join(lib, name));
  }
  renameSync(files, folder);
  rmSync(path.dirname(files), { recursive: true, force: true });
  return folder;
}

/** @returns {import('./python.mjs').Wheel} */
function wheelForHere() {
  const wheel = WHEELS[platform()];
  if (wheel === undefined) throw new SetupError(`no TensorFlow ${VERSION} is pinned for ${platform()}`, ELSEWHERE);
  const glibc = glibcVersion();
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < GLIBC.major || (major === GLIBC.major && minor < GLIBC.minor)) {
    const found = glibc === '' ? 'another C library' : `glibc ${glibc}`;
    throw new SetupError(
      `TensorFlow ${VERSION} needs glibc ${GLIBC.major}.${GLIBC.minor} or newer, and this system has ${found}`,
      ELSEWHERE,
    );
  }
  return wheel;
}

const ELSEWHERE = 'use Linux with glibc on x64 or arm64, or the Docker image';

/** @returns {string} empty where Node runs on another C library, such as musl on Alpine */
function glibcVersion() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header?.glibcVersionRuntime ?? '';
}
