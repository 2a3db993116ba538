/** What the service may be made of: licences that ask for their text to be kept, and nothing of what is built with them. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** Beside those what tools may have that only develop or test: they go into nothing that is handed on, and their own files stay as they are. */
const TOOLS = new Set([...PERMISSIVE, 'EPL-2.0', 'MPL-2.0']);

/**
 * Packages whose licence is another one, or is told in another way, and why they may be used all the same. A name ends with `*` where all
 * that begin so are meant.
 * @type {readonly { name: string, licence: string | undefined, why: string }[]}
 */
const EXCEPTIONS = [
  {
    name: '@img/sharp-*',
    licence: 'LGPL-3.0-or-later',
    why: 'libvips, a library of its own that is loaded as it is and can be replaced',
  },
  { name: '@img/sharp-*', licence: 'Apache-2.0 AND LGPL-3.0-or-later', why: 'the same with its wrapper' },
  { name: '@img/sharp-*', licence: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT', why: 'the same with its wrapper' },
  {
    name: 'h5wasm',
    licence: 'SEE LICENSE IN LICENSE.txt',
    why: 'of NIST, in the public domain, with HDF5 (BSD-3-Clause)',
  },
  { name: 'combine-errors', licence: undefined, why: 'says MIT in its Readme only; a part of the test client for tus' },
];

/**
 * What is wrong with the licences of locked packages, a sentence each.
 * @param {Record<string, import('./faults.mjs').LockedPackage>} packages
 * @returns {string[]}
 */
export function licenceFaults(packages) {
  return Object.entries(packages).flatMap(([place, { license, dev, devOptional }]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const allowed = dev || devOptional ? TOOLS : PERMISSIVE;
    if (license !== undefined && isAllowed(license, allowed)) return [];
    if (EXCEPTIONS.some((one) => one.licence === license && isMeant(one.name, name))) return [];
    return [
      `${name} has the licence ${license ?? 'that it does not tell'}: scripts/supply/licences.mjs does not allow it`,
    ];
  });
}

/**
 * @param {string} pattern
 * @param {string} name
 */
function isMeant(pattern, name) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/**
 * Whether an SPDX expression without exceptions (`MIT OR (ISC AND 0BSD)`) can be satisfied by these licences.
 * @param {string} expression
 * @param {ReadonlySet<string>} allowed
 * @returns {boolean}
 */
export function isAllowed(expression, allowed) {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  /** @returns {boolean} */
  const either = () => {
    let holds = both();
    // Both sides are read, whatever the first comes to.
    while (takes(/^or$/i)) holds = both() || holds;
    return holds;
  };
  /** @returns {boolean} */
  const both = () => {
    let holds = one();
    while (takes(/^and$/i)) holds = one() && holds;
    return holds;
  };
  /** @returns {boolean} */
  const one = () => {
    if (!takes(/^\($/)) return allowed.has(words.shift() ?? '');
    const holds = either();
    return takes(/^\)$/) && holds;
  };
  /** @param {RegExp} word */
  const takes = (word) => word.test(words[0] ?? '') && words.shift() !== undefined;
  const holds = either();
  return holds && words.length === 0;
}
