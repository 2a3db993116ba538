import { fileURLToPath } from 'node:url';
import type { App } from '../http/app-type.js';
import { readPages } from './pages.js';

/** Where setup builds the pages: beside this file's folder in dist/. */
const BUILT = fileURLToPath(new URL('../../pages', import.meta.url));

/** Nothing from other hosts, nothing inline; pictures of rows are drawn here, so they may be blobs and data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The dashboard at `/`: the files of its pages, open to everybody. What they show is asked for with a key. */
export async function dashboardRoutes(app: App, folder = BUILT): Promise<void> {
  for (const page of await readPages(folder)) {
    app.get(page.address, { schema: { hide: true }, config: { open: true } }, (request, reply) => {
      reply
        .header('content-security-policy', POLICY)
        .header('cache-control', page.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
        .header('etag', page.etag)
        .header('vary', 'accept-encoding');
      if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
      const zipped = page.zipped !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (zipped) reply.header('content-encoding', 'gzip');
      return reply.type(page.type).send(zipped ? page.zipped : page.bytes);
    });
  }
}
