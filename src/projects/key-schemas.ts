import { z } from 'zod';
import { pageOf } from '../http/pagination.js';
import { SCOPES, scopeSchema } from '../http/scopes.js';

const LONGEST_NAME = 100;
/** Seconds may have a fraction, to any digit. */
const LONGEST_TIME = 40;
/** Thirty days: a key that is to work longer beside its successor is a second key, and can be made as one. */
const LONGEST_GRACE_S = 30 * 86_400;

const expiresAtSchema = z.iso
  .datetime({ offset: true })
  .max(LONGEST_TIME)
  .refine((time) => Date.parse(time) > Date.now(), { error: 'must lie in the future' });

export const newKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(LONGEST_NAME).describe('who or what it is for'),
    scopes: z
      .array(scopeSchema)
      .min(1)
      .max(SCOPES.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'must not name a scope twice' })
      .default([...SCOPES])
      .describe('what it may do; everything when left out'),
    expires_at: expiresAtSchema.nullable().default(null).describe('when it stops to work; never when left out or null'),
  })
  .meta({ id: 'NewKey', description: 'An API key to make' });
export type NewKeyBody = z.infer<typeof newKeySchema>;

export const rotateKeySchema = z
  .strictObject({
    grace_s: z
      .int()
      .min(0)
      .max(LONGEST_GRACE_S)
      .describe('how long the old key still works, in seconds: time enough to bring the new one wherever it is used'),
    expires_at: expiresAtSchema
      .nullable()
      .optional()
      .describe('when the new key stops to work; when left out as the old one would have'),
  })
  .meta({ id: 'RotateKey', description: 'How a key is replaced' });
export type RotateKeyBody = z.infer<typeof rotateKeySchema>;

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(scopeSchema),
    status: z.enum(['valid', 'expired', 'revoked']),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().describe('to the minute'),
    revoked_at: z.iso.datetime().nullable(),
    rotated_to: z.string().nullable().describe('id of the key that takes its place'),
  })
  .meta({ id: 'Key', description: 'An API key, without the key itself' });
export type KeyView = z.infer<typeof keySchema>;

export const createdKeySchema = keySchema
  .extend({ key: z.string().describe('the key itself, shown this once: it is kept nowhere') })
  .meta({ id: 'CreatedKey', description: 'An API key that was just made' });

export const keyPageSchema = pageOf(keySchema);
export const keyParamsSchema = z.object({ id: z.string() });
