import type { Catalog, CatalogEntry } from './catalog.js';

const TITLES: readonly (readonly [Exclude<keyof Catalog, 'activations'>, string])[] = [
  ['layers', 'Layers'],
  ['optimizers', 'Optimizers'],
  ['schedules', 'Learning rate schedules'],
  ['losses', 'Losses'],
  ['metrics', 'Metrics'],
  ['callbacks', 'Callbacks'],
  ['initializers', 'Initializers'],
  ['regularizers', 'Regularizers'],
  ['constraints', 'Constraints'],
];

/** The catalog as Markdown, for the docs. */
export function catalogText(catalog: Catalog): string {
  const kinds = TITLES.map(([kind, title]) => {
    const common = commonFields(catalog[kind]);
    const shared = common.length === 0 ? '' : `Each takes ${common.map((name) => `\`${name}\``).join(', ')} too.\n\n`;
    const entries = catalog[kind].map((entry) => entryText(entry, new Set(common)));
    return `## ${title}\n\n${shared}${entries.join('\n')}\n`;
  });
  const activations = catalog.activations.map((name) => `\`${name}\``).join(', ');
  return [
    '# What fitserve takes',
    '',
    'Made from the schemas by `npm run docs:catalog`; a test fails when it is out of date. `GET /v1/catalog` answers the same as JSON.',
    'Names, defaults and meaning are those of Keras 3; what is not listed is refused with a pointer to it.',
    '',
    `${kinds.join('\n')}`,
    '## Activations',
    '',
    `${activations}.`,
    '',
  ].join('\n');
}

/** Fields that every object of a kind has, which are said once. */
function commonFields(entries: readonly CatalogEntry[]): string[] {
  const [first, ...others] = entries;
  if (!first || others.length === 0) return [];
  const names = first.fields.filter(({ required }) => !required).map(({ name }) => name);
  return names.filter((name) => others.every(({ fields }) => fields.some((field) => field.name === name)));
}

function entryText({ class_name, fields }: CatalogEntry, common: ReadonlySet<string>): string {
  const own = fields.filter(({ name }) => !common.has(name));
  const lines = own.map(({ name, type, required, default: value }) => {
    const fallback = value === undefined ? '' : `, default \`${JSON.stringify(value)}\``;
    return `  - \`${name}\`: ${type}${required ? ', required' : fallback}`;
  });
  return [`- **${class_name}**`, ...lines].join('\n');
}
