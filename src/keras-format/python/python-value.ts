import { type Catalog, type CatalogEntry, catalog } from '../catalog/catalog.js';
import { toSnakeCase } from '../names.js';

/** The Python module of each kind of object. */
const MODULES: readonly (readonly [Exclude<keyof Catalog, 'activations'>, string])[] = [
  ['layers', 'keras.layers'],
  ['cells', 'keras.layers'],
  ['optimizers', 'keras.optimizers'],
  ['schedules', 'keras.optimizers.schedules'],
  ['losses', 'keras.losses'],
  ['metrics', 'keras.metrics'],
  ['callbacks', 'keras.callbacks'],
  ['initializers', 'keras.initializers'],
  ['regularizers', 'keras.regularizers'],
  ['constraints', 'keras.constraints'],
];
export type PythonKind = (typeof MODULES)[number][0];

/** Written by Keras around its configs; the constructors need none of it. */
const WRITTEN_ONLY: ReadonlySet<string> = new Set(['dtype', 'input_shape', 'batch_input_shape', 'build_config']);

/** A name of Python's among values: it is written as it is. */
export class PythonName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value as Python writes it; objects of Keras as calls of their constructors. `kinds` says where a class name is looked for. */
export function pythonValue(value: unknown, kinds?: readonly PythonKind[]): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof PythonName) return value.name;
  if (Array.isArray(value)) return `[${value.map((item) => pythonValue(item, kinds)).join(', ')}]`;
  const object = kerasObjectOf(value);
  if (object) return pythonObject(object, kinds);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonValue(item, kinds)}`);
  return `{${entries.join(', ')}}`;
}

interface KerasObject {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The call of an object's constructor, with the arguments that are not the default. */
export function pythonObject({ class_name, config }: KerasObject, kinds?: readonly PythonKind[]): string {
  const searched = MODULES.filter(([kind]) => kinds === undefined || kinds.includes(kind));
  const [kind, module] = searched.find(([name]) => entryOf(name, class_name)) ?? ['layers', 'keras.layers'];
  const fields = entryOf(kind, class_name)?.fields ?? [];
  const shown = Object.entries(config).filter(
    ([key, value]) => !WRITTEN_ONLY.has(key) && value !== undefined && !isDefault(value, fields, key),
  );
  const written = shown.map(
    ([key, value]) => `${key}=${argumentText(value, fields.find(({ name }) => name === key)?.type)}`,
  );
  return `${module}.${class_name}(${written.join(', ')})`;
}

/** Python tells 1 from 1.0, and some constructors want the second. */
function argumentText(value: unknown, type = ''): string {
  const isReal = typeof value === 'number' && Number.isInteger(value) && /\bnumber\b/.test(type);
  return isReal ? value.toFixed(1) : pythonValue(value);
}

export function kerasObjectOf(value: unknown): KerasObject | undefined {
  if (typeof value !== 'object' || value === null || !('class_name' in value) || !('config' in value)) return undefined;
  const { class_name, config } = value;
  if (typeof class_name !== 'string' || typeof config !== 'object' || config === null) return undefined;
  return { class_name, config: Object.fromEntries(Object.entries(config)) };
}

function entryOf(kind: PythonKind, className: string): CatalogEntry | undefined {
  return catalog()[kind].find(({ class_name }) => class_name === className);
}

function isDefault(value: unknown, fields: CatalogEntry['fields'], key: string): boolean {
  const fallback = fields.find(({ name }) => name === key)?.default ?? null;
  if (JSON.stringify(value) === JSON.stringify(fallback)) return true;
  const object = kerasObjectOf(value);
  return (
    object !== undefined &&
    typeof fallback === 'string' &&
    toSnakeCase(object.class_name) === fallback &&
    Object.values(object.config).every((given) => given === null || given === undefined)
  );
}

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : '-float("inf")';
  return String(value);
}
