/** What a JSON Pointer (RFC 6901) points to, by own properties alone; `found` says whether anything stands there. */
export function resolvePointer(root: unknown, pointer: string): { found: boolean; value: unknown } {
  let value = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      return { found: false, value: undefined };
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return { found: true, value };
}

/** Whether a pointer names something that is there, or that is missing in an object or array that is. */
export function leadsInto(root: unknown, pointer: string): boolean {
  let known = pointer;
  while (!resolvePointer(root, known).found) known = known.slice(0, known.lastIndexOf('/'));
  const { value } = resolvePointer(root, known);
  return known === pointer || (typeof value === 'object' && value !== null);
}
