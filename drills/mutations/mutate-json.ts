import type { Philox } from '../../src/random/philox.js';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Classes and words that stand in the place of one another, so that a mutation is often nearly right. */
const WORDS = [
  'Dense',
  'Conv2D',
  'Conv1D',
  'LSTM',
  'GRU',
  'Bidirectional',
  'TimeDistributed',
  'Embedding',
  'Flatten',
  'Reshape',
  'Permute',
  'BatchNormalization',
  'MultiHeadAttention',
  'Dropout',
  'Add',
  'Concatenate',
  'Dot',
  'InputLayer',
  'Sequential',
  'Functional',
  'Lambda',
  'relu',
  'softmax',
  'adam',
  'sgd',
  'Adam',
  'SGD',
  'mse',
  'categorical_crossentropy',
  'accuracy',
  'same',
  'valid',
  'causal',
  'channels_first',
  'float16',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'dense',
  'kernel',
] as const;

const deep = (levels: number): Json => {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
};

/** Values that programs stumble over. */
const ODD: readonly (() => Json)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => -1e-320,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 1e21,
  () => '',
  () => 'NaN',
  () => '-Infinity',
  () => '\u0000',
  () => '\ud800',
  () => '\u202e\uffff',
  () => 'x'.repeat(10_000),
  () => [],
  () => ({}),
  () => deep(40),
  () => deep(190),
  () => deep(400),
  () => Array.from({ length: 300 }, () => 1e9),
  () => Array.from({ length: 2_000 }, () => null),
  () => Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`unknown_${index}`, index])),
];

const MOST_CHANGES = 4;

/** One to four changes at random places: other types, signs and sizes, names swapped, unknown, missing or twice, what is nested too deep. */
export function mutateJson(value: Json, random: Philox): Json {
  const changes = 1 + random.below(MOST_CHANGES);
  let changed = structuredClone(value);
  for (let change = 0; change < changes; change++) changed = changeOne(changed, random);
  return changed;
}

interface Place {
  readonly holder: Json[] | { [name: string]: Json };
  readonly name: string;
}

function changeOne(value: Json, random: Philox): Json {
  const places = placesOf(value);
  const place = places[random.below(Math.max(1, places.length))];
  if (place === undefined) return oddValue(random);
  const { holder, name } = place;
  const here = read(holder, name);
  const other = places[random.below(places.length)] ?? place;
  switch (random.below(9)) {
    case 0:
      remove(holder, name);
      break;
    case 1:
      write(holder, name, changedScalar(here, random));
      break;
    case 2:
      write(holder, name, structuredClone(read(other.holder, other.name)));
      break;
    case 3:
      write(holder, word(random), structuredClone(here));
      break;
    case 4:
      if (Array.isArray(holder)) holder.push(...holder.slice(0, 50).map((one) => structuredClone(one)));
      else write(holder, `${name}_`, here);
      break;
    case 5:
      write(holder, name, word(random));
      break;
    case 6:
      write(holder, name, [here]);
      break;
    default:
      write(holder, name, oddValue(random));
  }
  return value;
}

function changedScalar(value: Json, random: Philox): Json {
  if (typeof value === 'number') {
    return [-value, value * 1e6, value + 0.5, 1 / (value || 1), value - 1, String(value)][random.below(6)] ?? 0;
  }
  if (typeof value === 'string')
    return [value.toUpperCase(), value.repeat(50), ` ${value}`, `${value}\n`][random.below(4)] ?? '';
  if (typeof value === 'boolean') return [!value, Number(value), String(value)][random.below(3)] ?? null;
  return oddValue(random);
}

const oddValue = (random: Philox): Json => ODD[random.below(ODD.length)]?.() ?? null;
const word = (random: Philox): string => WORDS[random.below(WORDS.length)] ?? '';

/** All places below a value, the value's own fields first; a tree that has grown large is cut short. */
function placesOf(value: Json): Place[] {
  const places: Place[] = [];
  const waiting: Json[] = [value];
  for (let holder = waiting.pop(); holder !== undefined && places.length < 5_000; holder = waiting.pop()) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [name, inner] of Object.entries(holder)) {
      places.push({ holder, name });
      waiting.push(inner);
    }
  }
  return places;
}

function read(holder: Place['holder'], name: string): Json {
  return Object.entries(holder).find(([key]) => key === name)?.[1] ?? null;
}

function write(holder: Place['holder'], name: string, value: Json): void {
  // An array with a field of the name `constructor` breaks the arrays' own methods, here and not in the service.
  if (Array.isArray(holder) && !/^\d+$/.test(name)) {
    holder.push(value);
    return;
  }
  // A field of its own, also where it is called __proto__.
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function remove(holder: Place['holder'], name: string): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}
