import { z } from 'zod';
import { configSchema } from '../../src/config.js';

const UNITS = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
] as const;

/** The table of all settings: names, defaults, meanings. */
export function settingsTable(): string {
  const defaults: Readonly<Record<string, unknown>> = configSchema.parse({});
  const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input' });
  const rows = Object.entries(configSchema.shape).map(([name, schema]) => {
    const property = properties[name];
    const values = typeof property === 'object' && property.enum !== undefined ? `; one of ${code(property.enum)}` : '';
    return `| \`${name}\` | ${shownDefault(name, defaults[name])} | ${schema.description}${values} |`;
  });
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function shownDefault(name: string, value: unknown): string {
  if (value === undefined) return '';
  const [unit, size] = (name.endsWith('_BYTES') && UNITS.find(([, bytes]) => Number(value) >= bytes)) || [];
  return `\`${value}\`${unit === undefined ? '' : ` (${Number(value) / size} ${unit})`}`;
}

const code = (values: readonly unknown[]) => values.map((value) => `\`${value}\``).join(', ');
