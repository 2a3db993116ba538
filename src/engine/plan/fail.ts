import { type Fault, InvalidError } from '../../errors.js';

/** Refuses a definition at one place. @throws {InvalidError} always. */
export function fail(pointer: string, detail: string, received: unknown, code?: string): never {
  const fault: Fault = { pointer, detail, received };
  throw new InvalidError([fault], code);
}
