import type { InputLayout } from '../input-layout.js';
import type { CellRule } from '../posted-cells.js';

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What one row of a model may be in JSON: of its one input, or an object by the names of its inputs. */
export function rowSchema(layouts: readonly InputLayout[]): JsonSchema {
  const [layout, ...others] = layouts;
  if (layout !== undefined && others.length === 0) return inputSchema(layout);
  return objectSchema(layouts.map((input) => [input.names[0] ?? '', tupleSchema(input)]));
}

function inputSchema(layout: InputLayout): JsonSchema {
  const { columns, cells, shape, picture } = layout;
  if (cells !== undefined) return objectSchema(cells.map((cell) => [cell.name, cellSchema(cell)]));
  if (columns !== undefined) return objectSchema(columns.map((column) => [column, { type: 'number' }]));
  const numbers = numbersSchema(shape);
  return picture === undefined ? numbers : { anyOf: [numbers, PICTURE] };
}

/** The same where it stands under the name of the input: cells in the order of the columns. */
function tupleSchema(layout: InputLayout): JsonSchema {
  const { cells } = layout;
  if (cells === undefined) return numbersSchema(layout.shape);
  return { type: 'array', prefixItems: cells.map(cellSchema), items: false, minItems: cells.length };
}

const PICTURE: JsonSchema = {
  type: 'object',
  description: 'a picture, a PNG or JPEG file; it gets the size and color of those of the training',
  properties: { b64: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' } },
  required: ['b64'],
  additionalProperties: false,
};

/** Nested arrays of numbers in a shape. */
export function numbersSchema(shape: readonly number[]): JsonSchema {
  return shape.reduceRight<JsonSchema>(
    (items, length) => ({ type: 'array', items, minItems: length, maxItems: length }),
    { type: 'number' },
  );
}

export function objectSchema(properties: readonly (readonly [name: string, schema: JsonSchema])[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  };
}

function cellSchema(cell: CellRule): JsonSchema {
  const orNull = cell.missing === 'accepted' ? ['null'] : [];
  switch (cell.kind) {
    case 'number':
      return cell.decimal === undefined
        ? { type: ['number', ...orNull] }
        : {
            type: ['number', 'string', ...orNull],
            description: `text may write it with the decimal mark ${cell.decimal}`,
          };
    case 'category': {
      const { categories, ignoresUnseen } = cell;
      if (ignoresUnseen) return { type: ['string', ...orNull], examples: categories };
      return { enum: [...categories, ...(orNull.length > 0 ? [null] : [])] };
    }
    case 'text':
      return { type: ['string', ...orNull], description: `text, of which the first ${cell.length} words count` };
    case 'date':
      return { type: ['string', ...orNull], description: DATES[cell.format] };
  }
}

const DATES = {
  iso: 'a date as in 2026-01-31, or with a time as in 2026-01-31T13:05:00',
  day_first: 'a date as in 31.01.2026 or 31/01/2026, or with a time',
  month_first: 'a date as in 01/31/2026, or with a time',
} as const;
