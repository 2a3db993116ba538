import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const payloadSchema = z.object({ jobId: z.string().min(1) });

/** One time that the queue hands a job to a worker. */
export interface Delivery {
  readonly id: string;
  readonly jobId: string;
}

/** What the queue keeps of a delivery: all else is in Postgres. */
export function deliveryPayload(jobId: string): z.infer<typeof payloadSchema> {
  return { jobId };
}

/** What came out of the queue. @throws {z.ZodError} when it is not a delivery of ours. */
export function readDelivery(id: string | undefined, payload: unknown): Delivery {
  return { id: id ?? '', jobId: payloadSchema.parse(payload).jobId };
}

/** A new id for each delivery: BullMQ ignores an id that it has seen, and takes none that is a number or has a colon. */
export function newDeliveryId(): string {
  return `delivery-${randomUUID()}`;
}

/** Highest and lowest priority of a job, and 0 between them. */
const PRIORITY_LIMIT = 100;

/** BullMQ serves 1 before 2; a job of priority 100 is served before one of 0. */
export function queuePriority(priority: number): number {
  return PRIORITY_LIMIT + 1 - Math.max(-PRIORITY_LIMIT, Math.min(PRIORITY_LIMIT, priority));
}
