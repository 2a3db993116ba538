import { z } from 'zod';

/** What the server's process tells the one that forked it. */
export const serverMessageSchema = z.object({ type: z.literal('listening'), url: z.url() });
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** Tells the process that forked this one; where nobody did, nothing happens. */
export function tellParent(message: ServerMessage): void {
  process.send?.(message);
}
