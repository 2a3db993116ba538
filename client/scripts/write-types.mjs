import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

// Writes src/openapi.ts from the service's own description of its API, as dist/ has it: `npm run docs:client` in the folder above.

/** @param {string} name */
const compiled = (name) => import(new URL(`../../dist/src/${name}.js`, import.meta.url).href);
const { buildApp } = await compiled('app');
const { loadConfig } = await compiled('config');
const { openDatabase } = await compiled('database/client');
const { createLogger } = await compiled('logger');

// Nothing is asked of the service but its description: neither a database nor a process stands behind it.
const config = loadConfig({ LOG_LEVEL: 'silent' });
const logger = createLogger(config, 'openapi');
const notifications = { listen: async () => () => undefined, onReconnect: () => () => undefined };
const database = openDatabase(config, 'postgresql://127.0.0.1:1/none', logger);
const app = await buildApp({
  config,
  logger,
  database,
  notifications,
  queue: {},
  keys: {},
  inference: {},
  datasetCache: {},
});
const description = (await app.inject('/openapi.json')).body;
await app.close();
await database.close();

const types = await openapiTS(withLists(JSON.parse(description)), {
  alphabetize: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  defaultNonNullable: false,
});
// TypeScript takes a list that holds itself as an interface only.
const LIST =
  /(\n\s+NestedNumbers: )\(components\["schemas"\]\["Number"\] \| components\["schemas"\]\["NestedNumbers"\]\)\[\];/;
const text = astToString(types).replace(LIST, '$1NestedList;');
const sha256 = createHash('sha256').update(description).digest('hex');
await writeFile(
  new URL('../src/openapi.ts', import.meta.url),
  `// Written by \`npm run docs:client\` from the OpenAPI description with this SHA-256; not to be changed by hand.
// ${sha256}

interface NestedList extends Array<components["schemas"]["Number"] | NestedList> {}

${text}`,
);

/**
 * A list whose first items are described apart from the rest: openapi-typescript would take it for the first ones alone.
 * @param {any} value
 * @returns {any}
 */
function withLists(value) {
  if (Array.isArray(value)) return value.map(withLists);
  if (typeof value !== 'object' || value === null) return value;
  const { prefixItems, ...rest } = value;
  const isOpen = Array.isArray(prefixItems) && typeof rest.items === 'object';
  const found = isOpen ? { ...rest, items: { anyOf: [...prefixItems, rest.items] } } : value;
  return Object.fromEntries(Object.entries(found).map(([name, one]) => [name, withLists(one)]));
}
