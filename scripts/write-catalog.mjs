import { writeFile } from 'node:fs/promises';

/**
 * What the compiler made; it is no input of the type check.
 * @param {string} name
 */
const compiled = (name) => import(new URL(`../dist/src/keras-format/catalog/${name}.js`, import.meta.url).href);
const { catalog } = await compiled('catalog');
const { catalogText } = await compiled('catalog-text');

await writeFile(new URL('../docs/catalog.md', import.meta.url), catalogText(catalog()));
