import type { z } from 'zod';
import { kerasLayer } from './common.js';

/** TimeDistributed around one of these layers; not around another TimeDistributed. */
export function timeDistributedSchema<Inner extends z.ZodType>(layer: Inner) {
  return kerasLayer('TimeDistributed', { layer });
}
