import { InvalidError } from '../errors.js';

const SHOWN_CHARACTERS = 80;

/** A piece of the input as a fault shows it: quoted, on one line, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(
    text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)` : text,
  );
}

/** The first of many names, for a sentence. */
export function listed(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).map(quoted).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** 422: a file cannot be used. The detail names the file, and says where in it and what stands there. */
export function fileError(fileName: string, detail: string): InvalidError {
  return new InvalidError([{ pointer: '/file', detail: `${quoted(fileName)}: ${detail}` }]);
}

/** 422: an option does not go with the files. */
export function optionError(option: string, detail: string, received?: unknown): InvalidError {
  return new InvalidError([{ pointer: `/options/${option}`, detail, ...(received === undefined ? {} : { received }) }]);
}

/** A value of a JSON body as a fault shows it: short, and small to hand to another thread. */
export function shownValue(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return value.slice(0, SHOWN_CHARACTERS);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : value;
}
