import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../errors.js';

/** The pattern of a route's address, and the methods that it answers. */
interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Answers 405 with `Allow` where the address is known with other methods, else 404. To be called before any route is added. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const known = new Map<string, KnownRoute>();
  app.addHook('onRoute', ({ url, method }) => {
    const route = known.get(url) ?? { pattern: toPattern(url), methods: new Set() };
    for (const one of [method].flat()) route.methods.add(one);
    known.set(url, route);
  });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...known.values()].flatMap(({ pattern, methods }) => (pattern.test(path) ? [...methods] : []));
    if (allowed.length > 0) throw new MethodNotAllowedError(request.method, allowed);
    throw new ServiceError(404, 'route_not_found', `There is no route ${request.method} ${path.slice(0, 200)}.`);
  });
}

class MethodNotAllowedError extends ServiceError {
  constructor(method: string, allowed: readonly string[]) {
    const methods = [...new Set(allowed)].sort().join(', ');
    super(405, 'method_not_allowed', `${method} is not possible here; ${methods} is.`, { headers: { allow: methods } });
  }
}

/** `/v1/models/:id/fit` as a regular expression; `::` is a colon, as Fastify writes it, and `*` anything. */
function toPattern(url: string): RegExp {
  const source = url
    .split('/')
    .map((segment) => {
      if (segment === '*') return '.*';
      return segment
        .split('::')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+'))
        .join(':');
    })
    .join('/');
  return new RegExp(`^${source}$`);
}
