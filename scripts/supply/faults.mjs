import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installScriptFaults } from './install-scripts.mjs';
import { licenceFaults } from './licences.mjs';

/**
 * What package-lock.json says of a package.
 * @typedef {{ version?: string, resolved?: string, integrity?: string, license?: string, dev?: boolean, devOptional?: boolean, hasInstallScript?: boolean }} LockedPackage
 * @typedef {Record<string, string>} Versions
 * @typedef {{ dependencies?: Versions, devDependencies?: Versions, optionalDependencies?: Versions, peerDependencies?: Versions, overrides?: Versions }} Manifest
 */

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const FROM_REGISTRY = /^https:\/\/registry\.npmjs\.org\//;
const LIST = path.join('docs', 'dependencies.md');

/**
 * What is wrong with where the code comes from that is not ours, a sentence each.
 * @param {string} root the folder of the project.
 * @returns {string[]}
 */
export function supplyFaults(root) {
  const folders = ['', 'client'];
  return [
    ...folders.flatMap((folder) => {
      const manifest = path.join(folder, 'package.json');
      /** @type {Manifest} */
      const asked = read(root, manifest);
      /** @type {{ packages: Record<string, LockedPackage & Manifest> }} */
      const { packages } = read(root, path.join(folder, 'package-lock.json'));
      const { '': own = {}, ...locked } = packages;
      return [
        ...rangeFaults(asked, manifest),
        ...lockFaults(asked, own, locked, folder),
        ...installScriptFaults(locked),
        ...licenceFaults(locked),
      ];
    }),
    ...configurationFaults(root),
    ...listFaults(readFileSync(path.join(root, LIST), 'utf8'), namesOf(read(root, 'package.json'))),
  ];
}

/**
 * @param {Manifest} manifest
 * @param {string} file
 */
function rangeFaults(manifest, file) {
  return versionsOf(manifest)
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${file} asks for ${name} ${version}, which is no exact version`);
}

/**
 * @param {Manifest} asked
 * @param {Manifest} own what the lockfile says that the manifest asks for
 * @param {Record<string, LockedPackage>} locked
 * @param {string} folder
 */
function lockFaults(asked, own, locked, folder) {
  const file = path.join(folder, 'package-lock.json');
  const noted = new Map(versionsOf({ ...own, overrides: asked.overrides ?? {} }));
  return [
    ...versionsOf(asked)
      .filter(([name, version]) => noted.get(name) !== version)
      .map(([name, version]) => `${file} does not have ${name} ${version}: run npm install`),
    ...Object.entries(locked).flatMap(([place, { integrity, resolved }]) => {
      if (integrity?.startsWith('sha512-') !== true) return [`${file} has no sha512 of ${place}`];
      return resolved === undefined || FROM_REGISTRY.test(resolved) ? [] : [`${file} has ${place} from ${resolved}`];
    }),
  ];
}

/** @param {string} root */
function configurationFaults(root) {
  const settings = readFileSync(path.join(root, '.npmrc'), 'utf8').split('\n');
  return ['ignore-scripts=true', 'save-exact=true']
    .filter((setting) => !settings.includes(setting))
    .map((setting) => `.npmrc lacks ${setting}`);
}

/**
 * A row for each direct dependency: `| [name](address) | why | what else |`.
 * @param {string} text
 * @param {readonly string[]} names
 */
export function listFaults(text, names) {
  const rows = [...text.matchAll(/^\| `([^`]+)` \|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, name = '', why = '', others = '']) => ({
      name,
      isWhole: why.trim() !== '' && others.trim() !== '',
    }),
  );
  return [
    ...names.filter((name) => !rows.some((row) => row.name === name)).map((name) => `${LIST} says nothing of ${name}`),
    ...rows
      .filter(({ name }) => !names.includes(name))
      .map(({ name }) => `${LIST} lists ${name}, which nothing asks for`),
    ...rows
      .filter(({ isWhole }) => !isWhole)
      .map(({ name }) => `${LIST} does not say why ${name} was taken, or instead of what`),
  ];
}

/** @param {Manifest} manifest */
function versionsOf({ dependencies, devDependencies, optionalDependencies, overrides }) {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides });
}

/** @param {Manifest} manifest */
function namesOf(manifest) {
  return versionsOf({ ...manifest, overrides: {} }).map(([name]) => name);
}

/**
 * @param {string} root
 * @param {string} file
 */
function read(root, file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
