/** Stands in a shown output for anything. */
const ELLIPSIS = '...';
/**
 * How far a figure may be from the one that is shown: other processors and kernels add in another order, and training carries that
 * on. With oneDNN switched off no figure of the pages was further away than 0.0012. Whole numbers are counted and not measured: they
 * must be the same.
 */
const ABSOLUTE = 0.01;
const RELATIVE = 0.02;

const NUMBER = /(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])/g;

/** Whether `actual` is what `shown` shows, but for ids, times, where lines are broken, and the last digits of figures. */
export function isSameOutput(actual: string, shown: string): boolean {
  const found = words(actual);
  const stretches: string[][] = [[]];
  for (const word of words(shown)) {
    if (word === ELLIPSIS) stretches.push([]);
    else stretches.at(-1)?.push(word);
  }
  let from = 0;
  for (const [index, stretch] of stretches.entries()) {
    const isFirst = index === 0;
    const isLast = index === stretches.length - 1;
    const places = Array.from({ length: found.length - from - stretch.length + 1 }, (_, offset) => from + offset);
    // What stands before the first ellipsis begins the output, and what stands behind the last one ends it.
    const allowed = places.filter(
      (place) => (!isFirst || place === 0) && (!isLast || place + stretch.length === found.length),
    );
    const place = allowed.find((start) => stretch.every((word, offset) => isSameWord(found[start + offset], word)));
    if (place === undefined) return false;
    from = place + stretch.length;
  }
  return true;
}

function isSameWord(actual: string | undefined, shown: string): boolean {
  if (actual === undefined || actual.replace(NUMBER, '#') !== shown.replace(NUMBER, '#')) return false;
  const found = actual.match(NUMBER) ?? [];
  return (shown.match(NUMBER) ?? []).every((number, index) => isSameNumber(found[index] ?? '', number));
}

function isSameNumber(actual: string, shown: string): boolean {
  const isCounted = [actual, shown].every((number) => /^-?\d+$/.test(number));
  if (isCounted) return actual === shown;
  const [found, wanted] = [Number(actual), Number(shown)];
  return Math.abs(found - wanted) <= ABSOLUTE + RELATIVE * Math.abs(wanted);
}

/** Without what differs from run to run: ids, times, hashes, live progress. */
function words(output: string): string[] {
  return output
    .replace(/event: progress\ndata: .*\n\n/g, '')
    .replace(/\b(dst|mdl|job|req|key|upl|whk|whd|evl|bpr|msg)_[0-9a-z]{26}\b/g, '$1_ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b[0-9a-f]{64}\b/g, 'HASH')
    .replace(/\b[\d:]+s? [\d.]+[mu]?s\/step/g, 'PACE')
    .replace(/("?(?:duration_s|eta_s)"?: ?)[\d.e-]+/g, '$1SECONDS')
    .split(/\s+/)
    .filter((word) => word !== '');
}
