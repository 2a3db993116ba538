import type { Database } from '../database/client.js';
import { newId } from '../ids.js';

/** An API key as it is stored: without the key. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly project: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const WITH_PROJECT = { include: { project: { select: { id: true, name: true } } } } as const;

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
      select: { id: true, name: true },
    });
  }

  /** Stores a key's hash; one that is there already stays as it is, revoked or not. */
  async add(projectId: string, name: string, hash: string): Promise<StoredKey> {
    return this.#prisma.apiKey.upsert({
      where: { hash },
      create: { id: newId('key'), projectId, name, hash },
      update: {},
      ...WITH_PROJECT,
    });
  }

  /** The key with that hash that has not been revoked. */
  async findActive(hash: string): Promise<StoredKey | null> {
    return this.#prisma.apiKey.findFirst({ where: { hash, revokedAt: null }, ...WITH_PROJECT });
  }

  /** All keys, oldest first, revoked ones too. */
  async list(): Promise<StoredKey[]> {
    return this.#prisma.apiKey.findMany({ orderBy: { id: 'asc' }, ...WITH_PROJECT });
  }

  async count(): Promise<number> {
    return this.#prisma.apiKey.count();
  }

  /** Revokes a key for good. @returns null when there is no such key; one that was revoked before keeps that time. */
  async revoke(id: string): Promise<StoredKey | null> {
    await this.#prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
    return this.#prisma.apiKey.findUnique({ where: { id }, ...WITH_PROJECT });
  }

  /** Notes that the key is in use, unless that was noted since `before`. */
  async touch(id: string, before: Date): Promise<void> {
    await this.#prisma.apiKey.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
      data: { lastUsedAt: new Date() },
    });
  }
}
