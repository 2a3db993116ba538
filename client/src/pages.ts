import type { RequestOptions } from './types.js';

export interface PageOptions extends Pick<RequestOptions, 'signal'> {
  /** Things to ask for at once. */
  readonly limit?: number;
  /** Begins after the thing with this id. */
  readonly after?: string;
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}

/** A list that is read page by page: iterate it, or take the first page. */
export interface Listed<Item> extends AsyncIterable<Item> {
  /** The first page alone. */
  first(): Promise<Page<Item>>;
}

/** All of a list, the newest first, asked for page by page. */
export function listAll<Item extends { readonly id: string }, Query extends PageOptions>(
  filter: Query,
  ask: (query: Omit<Query, 'signal'>) => Promise<Page<Item>>,
): Listed<Item> {
  const { signal: _, ...query } = filter;
  return {
    first: () => ask(query),
    async *[Symbol.asyncIterator]() {
      for (let after = query.after; ; ) {
        const page = await ask({ ...query, ...(after === undefined ? {} : { after }) });
        yield* page.data;
        after = page.data.at(-1)?.id;
        if (!page.has_more || after === undefined) return;
      }
    },
  };
}
