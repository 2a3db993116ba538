import type { DescribedApi, Operation, Schema } from './described-api.js';
import { EXAMPLES, type Example, PARAMETERS } from './examples.js';
import { code, hasOwnPlace, nameOf, typeText } from './schema-text.js';

/** The sections in the order in which one meets them; a tag that is not here stands at the end under its own name. */
const SECTIONS: readonly (readonly [tag: string, title: string])[] = [
  ['datasets', 'Data sets'],
  ['uploads', 'Uploads that can be resumed'],
  ['models', 'Models'],
  ['Training', 'Training'],
  ['Checkpoints', 'Checkpoints'],
  ['using a trained model', 'Using a trained model'],
  ['TensorFlow Serving', "TensorFlow Serving's protocol"],
  ['Open Inference Protocol', 'Open Inference Protocol'],
  ['webhooks', 'Webhooks'],
  ['keys', 'Keys'],
  ['project', 'The project'],
  ['service', 'The service itself'],
];
const FIRST_ERROR = 400;

const HEAD = `# Reference

Made from the service's own OpenAPI description by \`npm run docs:reference\`; a test fails when it is out of date. The same, to try, is at \`/docs\` of a running service, and as OpenAPI 3.1
at \`/openapi.json\`. [The README](../README.md) walks most of it, the [guides](README.md#guides) show how routes go together.

## What holds for all routes

- **Keys.** \`Authorization: Bearer <key>\`. A route names the scopes of which the key needs one ([Keys](../README.md#keys)); \`open\` ones need no key. What another project owns is answered 404.
- **Errors** are \`application/problem+json\`, a [Problem](#problem), but for the two serving protocols. 400: cannot be read. 401: no key, or one that is not valid. 403: the key may not, or the project has its fill. 404: not there.
  409: the state does not allow it. 413: too large. 415: a type that is not taken. 422: understood, but invalid; \`errors\` points to every wrong field. 429: too many; \`Retry-After\` says when. 503: a part is down; send it
  again. Unknown fields are refused.
- **Lists** are newest first: \`?limit=20&after=<last id>\` answers \`{"data": [...], "has_more": true}\`.
- **Repeats.** POSTs that make something take \`Idempotency-Key\`: the same key and body get the first answer again for 24 hours.
- **Numbers** that JSON cannot hold are \`"NaN"\`, \`"Infinity"\` and \`"-Infinity"\`. Times are RFC 3339 in UTC.
- In the examples \`$URL\` is the service's address and \`$KEY\` a key.
`;

/** The whole reference as Markdown. */
export function referenceText({ operations, components }: DescribedApi): string {
  const known = new Set(SECTIONS.map(([tag]) => tag));
  const others = [...new Set(operations.map(tagOf))].filter((tag) => !known.has(tag)).map((tag) => [tag, tag] as const);
  const sections = [...SECTIONS, ...others].flatMap(([tag, title]) => {
    const found = operations.filter((operation) => tagOf(operation) === tag && !isTwin(operation, operations));
    return found.length === 0 ? [] : [{ title, found }];
  });
  const contents = sections.map(
    ({ title, found }) =>
      `| [${title}](#${anchor(title)}) | ${found.map(({ method, path }) => `\`${method} ${path}\``).join('<br>')} |`,
  );
  const objects = [...components].filter(([name]) => isShown(name, components));
  return `${[
    HEAD,
    ['| routes of | |', '| --- | --- |', ...contents].join('\n'),
    ...sections.map(
      ({ title, found }) => `\n## ${title}\n\n${found.map((one) => operationText(one, operations)).join('\n')}`,
    ),
    '\n## Objects\n',
    'Fields that are sent: those that must be there are marked. Fields that are answered: those that may be missing say so.\n',
    ...objects.map(([name, schema]) => objectText(withoutSuffix(name), schema, name.endsWith('Input'))),
  ].join('\n')}`;
}

const tagOf = ({ tags }: Operation) => tags[0] ?? '';
const anchor = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
const withoutSuffix = (name: string) => name.replace(/Input$/, '');

/** What is sent and what is answered are described apart; where both are there, what is sent says all of it. */
function isShown(name: string, components: DescribedApi['components']): boolean {
  return hasOwnPlace(withoutSuffix(name)) && (name.endsWith('Input') || !components.has(`${name}Input`));
}

/** The same route once more, for a version or a label; the reference names it with the other. */
export function isTwin({ path, method }: Operation, operations: readonly Operation[]): boolean {
  const plain = path.replace(/\/(versions|labels)\/\{\w+\}(?=[:/]|$)/, '');
  return (
    plain !== path &&
    operations.some((other) => other.path === plain && other.method === method && other.summary !== '')
  );
}

function operationText(operation: Operation, operations: readonly Operation[]): string {
  const { summary, description, method, path, parameters, requestBody, responses } = operation;
  const scopes = operation.security.flatMap((one) => one.apiKey ?? []);
  const access = scopes.length === 0 ? 'open' : `scope ${scopes.map((scope) => `\`${scope}\``).join(' or ')}`;
  const twins = operations.filter(
    (other) => other !== operation && other.method === method && isTwin(other, [operation]),
  );
  const also = twins.length === 0 ? [] : [`Also ${twins.map((twin) => `\`${twin.path}\``).join(', ')}.`, ''];
  const shown = parameters.filter(({ in: place, name }) => place !== 'path' && name !== 'idempotency-key');
  const repeats = parameters.some(({ name }) => name === 'idempotency-key') ? ', takes `Idempotency-Key`' : '';
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => bodyText(type, schema));
  const answers = Object.entries(responses).filter(([status]) => Number(status) < FIRST_ERROR);
  const errors = Object.keys(responses).filter((status) => Number(status) >= FIRST_ERROR);
  return [
    `### ${summary}`,
    '',
    `\`${method} ${path}\`: ${access}${repeats}`,
    '',
    ...(description === undefined ? [] : [description.replace(/\s*\n\s*/g, ' '), '']),
    ...also,
    ...(shown.length === 0
      ? []
      : [
          table(
            ['parameter', 'in', 'type', 'meaning'],
            shown.map(({ name, in: place, schema, description: meaning, required }) => [
              `\`${name}\`${required === true ? ' (must be there)' : ''}`,
              place,
              typeText(schema),
              meaning ?? schema.description ?? '',
            ]),
          ),
          '',
        ]),
    ...bodies.flatMap((body) => [body, '']),
    '```bash',
    exampleText(operation),
    '```',
    '',
    ...answers.map(([status, answer]) => `- **${status}** ${answerText(answer)}`),
    ...(errors.length === 0 ? [] : [`- errors: ${errors.join(', ')}`]),
    '',
  ].join('\n');
}

function bodyText(type: string, schema: Schema | undefined): string {
  const { $ref, properties, description } = schema ?? {};
  if (schema === undefined) return `Body, \`${type}\`.`;
  if ($ref !== undefined) return `Body, \`${type}\`: ${typeText(schema)}.`;
  if (properties !== undefined) return `Body, \`${type}\`:\n\n${fieldsTable(schema, true)}`;
  return `Body, \`${type}\`: ${typeText(schema)}${description === undefined ? '' : `, ${description}`}.`;
}

function answerText({ description, content = {} }: Operation['responses'][string]): string {
  const types = Object.entries(content).map(([type, { schema = {} }]) => {
    const page = pageOf(schema);
    const text = page === undefined ? typeText(schema) : `a page of ${typeText(page)}`;
    const fields = Object.keys(schema.properties ?? {});
    const named =
      text === 'object' && fields.length > 0 ? `object with ${fields.map((field) => `\`${field}\``).join(', ')}` : text;
    return type === 'application/json' ? named : `\`${type}\``;
  });
  const said = description === 'Default Response' ? '' : `${description}${types.length === 0 ? '' : ': '}`;
  return `${said}${types.join(' or ')}`;
}

/** What a list is a list of. */
function pageOf({ properties }: Schema): Schema | undefined {
  const items = properties?.has_more === undefined ? undefined : properties.data?.items;
  return typeof items === 'object' ? items : undefined;
}

function exampleText({ method, path, operationId, security }: Operation): string {
  const { body, form = [], file, query, headers = [] }: Example = EXAMPLES[operationId] ?? {};
  const address = `${exampleAddress(path)}${query === undefined ? '' : `?${query}`}`;
  const isMade = body !== undefined || form.length > 0 || file !== undefined;
  const needsKey = security.some(({ apiKey }) => apiKey !== undefined);
  const verb = method === 'GET' || (method === 'POST' && isMade) ? '' : ` -X ${method}`;
  return [
    `curl${verb} "$URL${address}"${needsKey ? ' -H "Authorization: Bearer $KEY"' : ''}`,
    ...headers.map((header) => `-H '${header}'`),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`]),
    ...form.map((part) => `-F '${part}'`),
    ...(file === undefined ? [] : [`--data-binary @${file}`]),
  ].join(' \\\n  ');
}

/** An address with things in the place of its parameters. */
export function exampleAddress(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string, at: number) => {
    const before = path.slice(0, at).split('/').at(-2) ?? '';
    return before === 'models' && path.startsWith('/v2') ? 'flowers' : (PARAMETERS[before] ?? name);
  });
}

function objectText(name: string, schema: Schema, isSent: boolean): string {
  const { description, properties, anyOf, oneOf } = schema;
  const said = description === undefined ? [] : [`${description}.`, ''];
  const choices = anyOf ?? oneOf;
  if (properties !== undefined) return [`### ${name}`, '', ...said, fieldsTable(schema, isSent), ''].join('\n');
  if (choices?.some((one) => one.properties !== undefined)) {
    const forms = choices.map((one) =>
      one.properties === undefined ? `${typeText(one)}\n` : `${fieldsTable(one, isSent)}\n`,
    );
    return [`### ${name}`, '', ...said, 'One of:', '', ...forms].join('\n');
  }
  const forms = objectsIn(schema);
  const fields = forms.length === 0 ? [] : ['', 'Fields of the object:', '', fieldsTable(merged(forms), isSent)];
  return [`### ${name}`, '', ...said, typeText(schema), ...fields, ''].join('\n');
}

function fieldsTable(schema: Schema, isSent: boolean): string {
  const rows = fieldsOf(schema, '', isSent);
  return rows.length === 0 ? 'No fields.' : table(['field', 'type', 'meaning'], rows);
}

/** A row for each field, and below an object without a name of its own one for each of its fields. */
function fieldsOf({ properties = {}, required = [] }: Schema, before: string, isSent: boolean): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const isRequired = required.includes(name);
    const mark = isSent === isRequired ? (isSent ? ' (must be there)' : ' (may be missing)') : '';
    const fallback = schema.default === undefined || schema.default === null ? '' : `, default ${code(schema.default)}`;
    const meaning = nameOf(schema) === undefined ? (schema.description ?? '') : '';
    const path = `${before}${name}`;
    const below = insideOf(schema);
    return [
      [`\`${path}\`${mark}`, `${typeText(schema)}${fallback}`, meaning],
      ...(below === undefined || before !== '' ? [] : fieldsOf(below.schema, `${path}${below.mark}.`, isSent)),
    ];
  });
}

/** The object that a field holds, itself or as the items of a list. */
function insideOf(schema: Schema): { readonly schema: Schema; readonly mark: string } | undefined {
  const { items } = schema;
  const isList = typeof items === 'object';
  const forms = objectsIn(isList ? items : schema);
  return forms.length === 0 ? undefined : { schema: merged(forms), mark: isList ? '[]' : '' };
}

/** The objects that a value may be. */
function objectsIn(schema: Schema): Schema[] {
  if (schema.properties !== undefined) return [schema];
  return (schema.anyOf ?? schema.oneOf ?? []).flatMap(objectsIn);
}

/** An object with the fields of all forms; what all forms need must be there. */
function merged(forms: readonly Schema[]): Schema {
  const [first, ...others] = forms;
  return {
    properties: Object.assign({}, ...forms.map(({ properties }) => properties)),
    required: (first?.required ?? []).filter((name) =>
      others.every(({ required }) => required?.includes(name) === true),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
