import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import { SCOPES } from '../http/scopes.js';
import { catalog, catalogSchema } from '../keras-format/catalog/catalog.js';

/** What can be posted: every layer, optimizer, loss, metric, schedule and callback with its fields. */
export async function catalogRoutes(app: App): Promise<void> {
  app.get(
    '/v1/catalog',
    {
      config: { scope: SCOPES },
      schema: {
        operationId: 'getCatalog',
        summary: 'List everything that a model, a compile and a fit can be made of',
        tags: ['models'],
        response: { 200: catalogSchema, ...problemResponses(401) },
      },
    },
    async () => catalog(),
  );
}
