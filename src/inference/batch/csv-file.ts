import type { Cell, ResultColumn } from './result-columns.js';
import type { ResultFile } from './written-file.js';

/** Comma-separated values (RFC 4180) with a line of names; a value that is missing is an empty cell. */
export function csvFile(columns: readonly ResultColumn[]): ResultFile {
  return {
    part: (cells, { isFirst }) => {
      const lines = isFirst ? [line(columns.map(({ name }) => name))] : [];
      const rows = cells[0]?.length ?? 0;
      for (let row = 0; row < rows; row++) lines.push(line(cells.map((column) => column[row] ?? null)));
      return { bytes: Buffer.from(lines.join('')) };
    },
    end: () => undefined,
  };
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
