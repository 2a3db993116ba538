import { signal } from '@preact/signals';

/** Where the page stands: `#/jobs/job_1` is `['jobs', 'job_1']`. */
export const route = signal(read());

addEventListener('hashchange', () => {
  route.value = read();
});

export function go(...parts: readonly string[]): void {
  location.hash = hrefOf(...parts).slice(1);
}

export function hrefOf(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function read(): readonly string[] {
  return location.hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
