import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import type { App } from '../http/app-type.js';
import type { PageQuery } from '../http/pagination.js';
import { isId, newId } from '../ids.js';
import type { AuditEntryView } from './audit-schemas.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False where a request of a changing method changes nothing that anybody would ask after. */
    audited?: boolean;
  }
}

/** A crash loses the entries of this long at the most. */
const FLUSH_MS = 200;
const MOST_AT_ONCE = 500;
/** More do not wait for a database that is away. */
const MOST_WAITING = 10_000;
const PURGE_MS = 3_600_000;
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Versions, labels and names of checkpoints; anything longer that is no id could be a secret in a wrong place. */
const SHORT = /^[\w.-]{1,19}$/;

const rowSchema = z.object({
  id: z.string(),
  key_id: z.string(),
  at: z.date(),
  request_id: z.string(),
  method: z.string(),
  route: z.string(),
  resource: z.string(),
  status: z.int(),
});

interface Entry {
  readonly id: string;
  readonly projectId: string;
  readonly keyId: string;
  readonly at: Date;
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly resource: string;
  readonly status: number;
}

/**
 * Notes who changed what, and who tried: every answered request of a method that changes things, but those of routes with
 * `audited: false`. Entries are written in batches right after the answer; neither bodies nor queries are in them. To be called before any
 * route is added.
 */
export function auditChanges(app: App, database: Queryable, keepMs: number): void {
  let waiting: Entry[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    writing = writing.then(async () => {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, MOST_AT_ONCE);
        try {
          await insert(database, batch);
        } catch (error) {
          app.log.warn({ err: error, entries: waiting.length }, 'the audit log could not be written yet');
          return;
        }
        const written = new Set(batch);
        waiting = waiting.filter((entry) => !written.has(entry));
      }
    });
    return writing;
  };
  app.addHook('onResponse', (request, reply, done) => {
    done();
    const entry = entryOf(request, reply);
    if (entry === undefined) return;
    if (waiting.length < MOST_WAITING) waiting.push(entry);
    else app.log.error({ entry }, 'an entry of the audit log is only here: the database is away');
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  });
  const purge = setInterval(() => {
    database
      .query('DELETE FROM audit_entries WHERE at < $1', [new Date(Date.now() - keepMs)])
      .catch((error: unknown) => app.log.warn({ err: error }, 'old entries of the audit log could not be deleted'));
  }, PURGE_MS).unref();
  app.addHook('onClose', async () => {
    clearTimeout(timer);
    clearInterval(purge);
    await flush();
  });
}

/** Up to `limit + 1` entries of a project, newest first. */
export async function listAudit(
  database: Queryable,
  projectId: string,
  { limit, after }: PageQuery,
): Promise<AuditEntryView[]> {
  const { rows } = await database.query(
    `SELECT id, key_id, at, request_id, method, route, resource, status FROM audit_entries
     WHERE project_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [projectId, after ?? null, limit + 1],
  );
  return rows.map((row) => {
    const { key_id, at, ...entry } = rowSchema.parse(row);
    return { ...entry, key: key_id, at: at.toISOString(), outcome: outcomeOf(entry.status) };
  });
}

function outcomeOf(status: number): AuditEntryView['outcome'] {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}

/** Undefined for what changes nothing, and for whom no key stands: what has no project has nobody who may read of it. */
function entryOf(request: FastifyRequest, reply: FastifyReply): Entry | undefined {
  const { method, id: requestId, project, key } = request;
  const { url, config } = request.routeOptions;
  if (!CHANGING.has(method) || url === undefined || config.audited === false) return undefined;
  if (project === undefined || key === undefined) return undefined;
  const made = reply.statusCode < 400 ? reply.getHeader('location') : undefined;
  return {
    id: newId('audit'),
    projectId: project.id,
    keyId: key.id,
    at: new Date(),
    requestId,
    method,
    route: url.replace(/:(\w+)/g, '{$1}'),
    resource: typeof made === 'string' ? made : addressOf(url, request.params),
    status: reply.statusCode,
  };
}

/** The address of the request without what stands in it by mistake. */
function addressOf(url: string, params: unknown): string {
  const values =
    typeof params === 'object' && params !== null ? new Map<string, unknown>(Object.entries(params)) : new Map();
  return url.replace(/:(\w+)/g, (_all, name: string) => {
    const value = String(values.get(name));
    return isId(value) || SHORT.test(value) ? value : '…';
  });
}

async function insert(database: Queryable, entries: readonly Entry[]): Promise<void> {
  const column = <Name extends keyof Entry>(name: Name) => entries.map((entry) => entry[name]);
  // Of a project that is gone, nobody can ask.
  await database.query(
    `INSERT INTO audit_entries (id, project_id, key_id, at, request_id, method, route, resource, status)
     SELECT entry.* FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[])
       AS entry (id, project_id, key_id, at, request_id, method, route, resource, status)
     JOIN projects ON projects.id = entry.project_id ON CONFLICT DO NOTHING`,
    [
      column('id'),
      column('projectId'),
      column('keyId'),
      column('at'),
      column('requestId'),
      column('method'),
      column('route'),
      column('resource'),
      column('status'),
    ],
  );
}
