/** BullMQ's name of the queue. */
export const QUEUE_NAME = 'training';

/** BullMQ's name of what is in it. */
export const DELIVERY_NAME = 'fit';

/** Schema of BullMQ's tables in Postgres, prefix of its keys in Redis. */
export const NAMESPACE = 'fitserve_queue';

/** BullMQ's own record of what happened, which nobody here reads. */
export const KEPT_EVENTS = { events: { maxLen: 10 } };
