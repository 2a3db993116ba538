import { z } from 'zod';
import { pageOf } from '../http/pagination.js';

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime().describe('when it was answered'),
    key: z.string().describe('id of the key that asked; the list of keys has its name, also when it was revoked'),
    request_id: z.string(),
    method: z.string(),
    route: z.string(),
    resource: z.string().describe('what was made, else what the address names'),
    status: z.int().describe('the HTTP status of the answer'),
    outcome: z.enum(['done', 'refused', 'failed']).describe('refused: 4xx; failed: 5xx'),
  })
  .meta({ id: 'AuditEntry', description: 'A request that changed something, or tried to' });
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = pageOf(auditEntrySchema);
