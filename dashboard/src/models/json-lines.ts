/** The line, from 1, on which each value of a JSON text begins, by its JSON Pointer; for text that JSON.parse takes. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const skip = () => {
    for (; at < text.length && /\s/.test(text[at] ?? ''); at++) if (text[at] === '\n') line++;
  };
  const string = (): string => {
    const from = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at++;
    return String(JSON.parse(text.slice(from, at)));
  };
  const value = (pointer: string) => {
    skip();
    lines.set(pointer, line);
    const first = text[at];
    if (first === '"') return void string();
    if (first !== '{' && first !== '[') {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++;
      return;
    }
    const end = first === '{' ? '}' : ']';
    at++;
    skip();
    for (let index = 0; text[at] !== end && at < text.length; index++) {
      let name = String(index);
      if (first === '{') {
        name = string().replaceAll('~', '~0').replaceAll('/', '~1');
        skip();
        at++;
      }
      value(`${pointer}/${name}`);
      skip();
      if (text[at] === ',') at++;
      skip();
    }
    at++;
  };
  value('');
  return lines;
}

/** The line of what a pointer names; of what holds it where it is not there, as a field that was left out. */
export function lineOf(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const line = lines.get(path);
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

/** Where JSON.parse stopped, by its message: browsers name a line or a place. */
export function brokenLine(text: string, message: string): number {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const place = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, place === undefined ? text.length : Number(place)).split('\n').length;
}
