import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { RequestProject } from '../http/app-type.js';
import { type Scope, scopeSchema } from '../http/scopes.js';
import { newId } from '../ids.js';

/** An API key as it is stored: without the key. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly project: RequestProject;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** What is chosen for a new key. */
export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

const storedSchema = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  project: z.object({ id: z.string(), name: z.string(), requestsPerS: z.int().nullable() }),
  scopes: z.array(scopeSchema),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});

const PROJECT = { id: true, name: true, requestsPerS: true } as const;
const WITH_PROJECT = { include: { project: { select: PROJECT } } } as const;

/** The API keys and the projects that they open, in Postgres. */
export class KeyRepository {
  readonly #prisma: Database['prisma'];

  constructor({ prisma }: Pick<Database, 'prisma'>) {
    this.#prisma = prisma;
  }

  /** The project of that name, made where there is none. */
  async ensureProject(name: string): Promise<StoredKey['project']> {
    return this.#prisma.project.upsert({
      where: { name },
      create: { id: newId('project'), name },
      update: {},
      select: PROJECT,
    });
  }

  /** Stores a key's hash; one that is there already stays as it is, revoked or not. */
  async add(projectId: string, { name, scopes, expiresAt }: NewKey, hash: string): Promise<StoredKey> {
    const row = await this.#prisma.apiKey.upsert({
      where: { hash },
      create: { id: newId('key'), projectId, name, hash, scopes: [...scopes], expiresAt },
      update: {},
      ...WITH_PROJECT,
    });
    return storedSchema.parse(row);
  }

  /** The key with that hash that has not been revoked; it may have expired. */
  async findActive(hash: string): Promise<StoredKey | null> {
    const row = await this.#prisma.apiKey.findFirst({ where: { hash, revokedAt: null }, ...WITH_PROJECT });
    return storedSchema.nullable().parse(row);
  }

  /** The same of many hashes, by one question. */
  async findActiveAmong(hashes: readonly string[]): Promise<StoredKey[]> {
    const rows = await this.#prisma.apiKey.findMany({
      where: { hash: { in: [...hashes] }, revokedAt: null },
      ...WITH_PROJECT,
    });
    return z.array(storedSchema).parse(rows);
  }

  /** All keys, oldest first, revoked ones too. */
  async list(): Promise<StoredKey[]> {
    const rows = await this.#prisma.apiKey.findMany({ orderBy: { id: 'asc' }, ...WITH_PROJECT });
    return z.array(storedSchema).parse(rows);
  }

  async count(): Promise<number> {
    return this.#prisma.apiKey.count();
  }

  /** Revokes a key for good. @returns null when there is no such key; one that was revoked before keeps that time. */
  async revoke(id: string): Promise<StoredKey | null> {
    await this.#prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
    const row = await this.#prisma.apiKey.findUnique({ where: { id }, ...WITH_PROJECT });
    return storedSchema.nullable().parse(row);
  }

  /** Notes that the key is in use, unless that was noted since `before`. */
  async touch(id: string, before: Date): Promise<void> {
    await this.#prisma.apiKey.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
      data: { lastUsedAt: new Date() },
    });
  }
}
