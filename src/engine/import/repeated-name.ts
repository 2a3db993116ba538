/**
 * A name that the outermost object of a JSON text has twice, of which the parser keeps the last in silence. The text has been
 * parsed before.
 */
export function repeatedName(json: string): string | undefined {
  const names = new Set<string>();
  let depth = 0;
  let last: string | undefined;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') {
      const end = endOfString(json, at);
      last = depth === 1 ? json.slice(at, end + 1) : undefined;
      at = end;
    } else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    else if (sign === ':' && depth === 1 && last !== undefined) {
      const name = String(JSON.parse(last));
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
