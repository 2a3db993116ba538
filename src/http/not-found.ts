import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../errors.js';

/** The pattern of a route's address, and the methods that it answers. */
interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
  /** It ends in a verb, as `:predict`. */
  readonly hasVerb: boolean;
}

/** Answers 405 with `Allow` where the address is known with other methods, else 404. To be called before any route is added. */
export function answerUnknownRoutes(app: FastifyInstance): KnownRoutes {
  const known = new Map<string, KnownRoute>();
  app.addHook('onRoute', ({ url, method }) => {
    const route = known.get(url) ?? { pattern: toPattern(url), methods: new Set(), hasVerb: url.includes('::') };
    for (const one of [method].flat()) route.methods.add(one);
    if (!url.endsWith('*')) known.set(url, route);
  });
  app.setNotFoundHandler((request) => {
    throw new ServiceError(
      404,
      'route_not_found',
      `There is no route ${request.method} ${pathOf(request).slice(0, 200)}.`,
    );
  });
  return {
    refusal: (method, path) => {
      const matching = [...known.values()].filter(({ pattern }) => pattern.test(path));
      // `x:predict` could be the name of a model; what is meant is the verb.
      const verbs = matching.filter(({ hasVerb }) => hasVerb);
      const allowed = (verbs.length > 0 ? verbs : matching).flatMap(({ methods }) => [...methods]);
      return allowed.length === 0 || allowed.includes(method) ? undefined : new MethodNotAllowedError(method, allowed);
    },
  };
}

/** The addresses that there are. */
export interface KnownRoutes {
  /** Undefined where the address is not known, or takes the method. */
  refusal(method: string, path: string): ServiceError | undefined;
}

/** Refuses wrong methods of known addresses, before anything of the body is looked at. To be called once keys have been asked for. */
export function refuseWrongMethods(app: FastifyInstance, routes: KnownRoutes): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { url } = request.routeOptions;
    const isMeant = url !== undefined && !url.endsWith('*') && (url.includes('::') || !request.url.includes(':'));
    done(isMeant ? undefined : routes.refusal(request.method, pathOf(request)));
  });
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}

class MethodNotAllowedError extends ServiceError {
  constructor(method: string, allowed: readonly string[]) {
    const methods = [...new Set(allowed)].sort().join(', ');
    super(405, 'method_not_allowed', `${method} is not possible here; ${methods} is.`, { headers: { allow: methods } });
  }
}

/** What a parameter must look like, which may hold slashes itself. */
const SHAPE = /(:\w+)\([^)]*\)/g;
/** A parameter, or a character that means something in a regular expression. */
const PARAMETER_OR_SIGN = /:\w+|[.*+?^${}()|[\]\\]/g;

/** `/v1/models/:id/fit` as a regular expression; `::` is a colon, as Fastify writes it, and `*` anything. */
function toPattern(url: string): RegExp {
  const source = url
    .replace(SHAPE, '$1')
    .split('/')
    .map((segment) => {
      if (segment === '*') return '.*';
      return segment
        .split('::')
        .map((part) => part.replace(PARAMETER_OR_SIGN, (found) => (found.startsWith(':') ? '[^/]+' : `\\${found}`)))
        .join(':');
    })
    .join('/');
  return new RegExp(`^${source}$`);
}
