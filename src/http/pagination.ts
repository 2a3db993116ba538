import { z } from 'zod';
import { ID_PATTERN } from '../ids.js';
import { queryInteger } from './query.js';

const MAX_LIMIT = 100;

/** The query of a list: how many, and after which id. Lists are newest first, so "after" is older. */
export const pageQuery = {
  limit: queryInteger({ minimum: 1, maximum: MAX_LIMIT, fallback: 20 }).describe('how many to answer'),
  after: z.string().regex(ID_PATTERN, 'must be an id').optional().describe('the last id of the page before'),
};
export const pageQuerySchema = z.strictObject(pageQuery);
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** The schema of a list's answer. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), has_more: z.boolean().describe('whether a further page would hold any') });
}

/**
 * The page that `rows` make. The repository asks for `limit + 1` rows with ids below `after`, newest first; the one too
 * many tells whether there are more.
 */
export function toPage<Row>(rows: readonly Row[], limit: number): { data: Row[]; has_more: boolean } {
  return { data: rows.slice(0, limit), has_more: rows.length > limit };
}
