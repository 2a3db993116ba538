import type { FastifyRequest } from 'fastify';

interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/**
 * Which of the media types that a route can answer in the client likes best, by its `Accept` header (RFC 9110). The first
 * offered is taken where the client has no preference, and also where it takes none of them: it had better get something.
 */
export function preferredType<const Offered extends readonly [string, ...string[]]>(
  request: Pick<FastifyRequest, 'headers'>,
  offered: Offered,
): Offered[number] {
  const ranges = (request.headers.accept ?? '*/*').split(',').flatMap(parseRange);
  let best: Offered[number] = offered[0];
  let bestQuality = 0;
  for (const candidate of offered) {
    const quality = qualityOf(candidate, ranges);
    if (quality > bestQuality) {
      best = candidate;
      bestQuality = quality;
    }
  }
  return best;
}

function parseRange(text: string): Range[] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type, subtype] = name.split('/');
  if (type === undefined || subtype === undefined) return [];
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return [{ type, subtype, quality: quality >= 0 && quality <= 1 ? quality : 0 }];
}

/** The quality of the most specific range that takes the type. */
function qualityOf(candidate: string, ranges: readonly Range[]): number {
  const [type, subtype] = candidate.split('/');
  const specificity = (range: Range) => {
    if (range.type === '*' && range.subtype === '*') return 1;
    if (range.type !== type) return 0;
    if (range.subtype === '*') return 2;
    return range.subtype === subtype ? 3 : 0;
  };
  const taking = ranges.filter((range) => specificity(range) > 0);
  const [closest] = taking.sort((a, b) => specificity(b) - specificity(a));
  return closest?.quality ?? 0;
}
