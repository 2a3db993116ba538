import { ApiError, FitserveError } from '../../../client/src/index.js';

/** A number of the wire as a number: "NaN" and "Infinity" are strings there. */
export function figure(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const number = Number(value);
  if (typeof value === 'string' && !Number.isFinite(number)) return value;
  if (!Number.isFinite(number)) return '–';
  if (Number.isInteger(number)) return number.toLocaleString('en');
  const size = Math.abs(number);
  if (size < 1e-4 || size >= 1e6) return number.toExponential(2);
  return number.toLocaleString('en', { maximumSignificantDigits: 4 });
}

export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = size < 1 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), units.length - 1);
  return `${unit === 0 ? size : (size / 1000 ** unit).toFixed(1)} ${units[unit]}`;
}

export function seconds(time: number): string {
  if (time < 10) return `${time.toFixed(1)} s`;
  const whole = Math.round(time);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function when(time: string): string {
  return new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

export function percent(part: number): string {
  if (part > 0.9999 && part < 1) return '> 99.99 %';
  return `${(100 * part).toFixed(part > 0.995 && part < 1 ? 2 : 1)} %`;
}

/** What went wrong, in the service's own words. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.detail;
  if (error instanceof FitserveError || error instanceof SyntaxError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
