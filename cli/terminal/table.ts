/** A column: its heading, and its cell in each row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null | undefined>>;

const GAP = '  ';

/** Rows under headings, each column as wide as its widest cell; numbers stand to the right. */
export function tableText<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const names = Object.keys(columns);
  const cells = rows.map((row) => names.map((name) => columns[name]?.(row) ?? ''));
  const widths = names.map((name, index) => Math.max(name.length, ...cells.map((row) => String(row[index]).length)));
  const line = (values: readonly (string | number)[]) =>
    values
      .map((value, index) => {
        const width = widths[index] ?? 0;
        return typeof value === 'number' ? String(value).padStart(width) : value.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  return [line(names), ...cells.map(line)].map((text) => `${text}\n`).join('');
}

/** Bytes for people: `1.5 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Seconds for people: `42 s`, `3 min`, `2.5 h`. */
export function secondsText(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 6_000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
