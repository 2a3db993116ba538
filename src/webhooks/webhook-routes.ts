import type { Database } from '../database/client.js';
import type { App } from '../http/app-type.js';
import { pageQuerySchema, toPage } from '../http/pagination.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import { WebhookRepository } from './webhook-repository.js';
import {
  createdWebhookSchema,
  newWebhookSchema,
  webhookDeliveryPageSchema,
  webhookDeliveryParamsSchema,
  webhookDeliverySchema,
  webhookPageSchema,
  webhookParamsSchema,
  webhookSchema,
} from './webhook-schemas.js';

const tags = ['webhooks'];

/** Adds the routes below /v1/webhooks. */
export async function webhookRoutes(app: App, { database }: { readonly database: Database }): Promise<void> {
  const webhooks = new WebhookRepository(database);

  app.post(
    '/v1/webhooks',
    {
      config: { scope: 'admin', idempotent: true },
      schema: {
        operationId: 'createWebhook',
        summary: 'Have an address told of what becomes of jobs',
        description:
          'Each event is posted as JSON, signed as Standard Webhooks (https://www.standardwebhooks.com) has it: the headers ' +
          '`webhook-id`, `webhook-timestamp` and `webhook-signature`, HMAC-SHA256 over `id.timestamp.body`. What is not ' +
          'answered with 200 to 299 is repeated, ever more slowly, for about three days. Redirects are not followed, and ' +
          'addresses that are not public are refused when they are connected to.',
        tags,
        body: newWebhookSchema,
        response: { 201: createdWebhookSchema, ...problemResponses(400, 401, 409, 413, 422, 503) },
      },
    },
    async (request, reply) => {
      const webhook = await webhooks.create(request.project.id, request.body);
      return reply.code(201).header('location', `/v1/webhooks/${webhook.id}`).send(webhook);
    },
  );

  app.get(
    '/v1/webhooks',
    {
      config: { scope: ['read', 'admin'] },
      schema: {
        operationId: 'listWebhooks',
        summary: 'List the webhooks, newest first',
        tags,
        querystring: pageQuerySchema,
        response: { 200: webhookPageSchema, ...problemResponses(401, 422, 503) },
      },
    },
    async ({ project, query }) => toPage(await webhooks.list(project.id, query), query.limit),
  );

  app.get(
    '/v1/webhooks/:id',
    {
      config: { scope: ['read', 'admin'] },
      schema: {
        operationId: 'getWebhook',
        summary: 'Get a webhook',
        tags,
        params: webhookParamsSchema,
        response: { 200: webhookSchema, ...problemResponses(401, 404, 503) },
      },
    },
    ({ project, params }) => webhooks.get(project.id, params.id),
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'deleteWebhook',
        summary: 'Delete a webhook, with what it has still to be told',
        tags,
        params: webhookParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 503) },
      },
    },
    async ({ project, params }, reply) => {
      await webhooks.delete(project.id, params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      config: { scope: ['read', 'admin'] },
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'List what a webhook has been told, newest first',
        tags,
        params: webhookParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: webhookDeliveryPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async ({ project, params, query }) => toPage(await webhooks.deliveries(project.id, params.id, query), query.limit),
  );

  app.post(
    '/v1/webhooks/:id/deliveries/:delivery/redeliver',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'redeliverWebhook',
        summary: 'Tell a webhook of an event once more',
        tags,
        params: webhookDeliveryParamsSchema,
        response: { 202: webhookDeliverySchema, ...problemResponses(401, 404, 503) },
      },
    },
    async ({ project, params }, reply) =>
      reply.code(202).send(await webhooks.redeliver(project.id, params.id, params.delivery)),
  );
}
