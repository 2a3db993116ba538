import type { Catalog, CatalogEntry } from './catalog.js';

type Field = CatalogEntry['fields'][number];

const TITLES: readonly (readonly [Exclude<keyof Catalog, 'activations'>, string])[] = [
  ['layers', 'Layers'],
  ['cells', 'Recurrent cells'],
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
    const shared = common.length === 0 ? '' : `Each takes these too:\n\n${common.map(fieldText).join('\n')}\n\n`;
    const known = new Set(common.map(({ name }) => name));
    const entries = catalog[kind].map(({ class_name, fields }) => {
      const own = fields.filter(({ name }) => !known.has(name)).map((field) => `  ${fieldText(field)}`);
      return [`- **${class_name}**`, ...own].join('\n');
    });
    return `## ${title}\n\n${shared}${entries.join('\n')}\n`;
  });
  return [
    '# What fitserve takes',
    '',
    'Made from the schemas by `npm run docs:catalog`; a test fails when it is out of date. `GET /v1/catalog` answers the same',
    'as JSON. Names, defaults and meaning are those of Keras 3; what is not listed is refused with a pointer to it.',
    '',
    ...kinds,
    '## Activations',
    '',
    `${catalog.activations.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    'An `activation` may also be one of the layers `ReLU`, `LeakyReLU`, `ELU` and `Softmax` with its own fields.',
    '',
  ].join('\n');
}

/** Fields that every object of a kind has, equal in all, which are said once. */
function commonFields(entries: readonly CatalogEntry[]): Field[] {
  const [first, ...others] = entries;
  if (!first || others.length === 0) return [];
  return first.fields.filter((field) =>
    others.every(({ fields }) => fields.some((other) => fieldText(other) === fieldText(field))),
  );
}

function fieldText({ name, type, required, default: value }: Field): string {
  const fallback = value === undefined || value === null ? '' : `, default \`${JSON.stringify(value)}\``;
  return `- \`${name}\`: ${type}${required ? ', required' : fallback}`;
}
