import type { Room } from '../database/room.js';
import { UnavailableError } from '../errors.js';
import type { App } from './app-type.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route makes takes room for good: it is refused while there is none. */
    takesRoom?: boolean;
  }
}

/** Somebody has to make room first, by hand or by the policy that removes checkpoints. */
const RETRY_AFTER_S = 60;

/** Answers routes with `config: { takesRoom: true }` with 503 while there is no room; all others go on. */
export function refuseWithoutRoom(app: App, room: Pick<Room, 'lack'>): void {
  const refuse = async () => {
    const lack = await room.lack();
    if (lack === undefined) return;
    throw new UnavailableError(`${lack} The request can be sent again later.`, { retryAfterS: RETRY_AFTER_S });
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.takesRoom !== true) done();
    else refuse().then(() => done(), done);
  });
}
