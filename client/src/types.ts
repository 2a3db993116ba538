import type { components, paths } from './openapi.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The addresses of the service that take a method. */
export type PathOf<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, object> ? Path : never;
}[keyof paths];

type Operation<M extends Method, Path extends PathOf<M>> = paths[Path] extends Record<M, infer Found> ? Found : never;

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined;

/** What a request is answered with when all is well. */
export type AnswerOf<M extends Method, Path extends PathOf<M>> =
  Operation<M, Path> extends { responses: infer Answers }
    ? { [Status in keyof Answers & (200 | 201 | 202 | 204)]: Json<Answers[Status]> }[keyof Answers &
        (200 | 201 | 202 | 204)]
    : never;

type BodyOf<M extends Method, Path extends PathOf<M>> =
  Operation<M, Path> extends { requestBody?: infer Body } ? Json<NonNullable<Body>> : undefined;

type Parameters<M extends Method, Path extends PathOf<M>, In extends 'path' | 'query'> =
  Operation<M, Path> extends { parameters: { [Key in In]?: infer Found } } ? Exclude<Found, undefined> : undefined;

/** Fields that hold nothing may be left out. */
type Needed<Fields> = { [Key in keyof Fields as Fields[Key] extends undefined ? never : Key]: Fields[Key] };

/** What a request is made of, by the description of the API: `params` of the address, `query`, and `body`. */
export type RequestOf<M extends Method, Path extends PathOf<M>> = Needed<{
  params: Parameters<M, Path, 'path'>;
  body: BodyOf<M, Path>;
}> & {
  query?: Parameters<M, Path, 'query'>;
} & RequestOptions;

export interface RequestOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
  /** Makes a repeat safe; one is made up for requests that create something where it is left out. */
  readonly idempotencyKey?: string | undefined;
}

export type JobStatus = components['schemas']['Job']['status'];
export type JobEnding = Pick<components['schemas']['Job'], 'status' | 'error'>;

type Metrics = components['schemas']['Job']['metrics'];

/** What a job's stream of events tells. */
export type JobEvent =
  | {
      readonly type: 'status';
      readonly id: number;
      readonly data: Pick<components['schemas']['Job'], 'status' | 'stop_requested' | 'attempts' | 'error'>;
    }
  | { readonly type: 'epoch'; readonly id: number; readonly data: EpochResult }
  | {
      readonly type: 'checkpoint';
      readonly id: number;
      readonly data: {
        readonly epoch: number;
        readonly size_bytes: number;
        readonly sha256: string;
        readonly metrics: Metrics;
      };
    }
  | {
      readonly type: 'progress';
      readonly data: components['schemas']['Job']['progress'] & { readonly metrics: Metrics };
    };

/** An epoch that is done. */
export interface EpochResult {
  readonly epoch: number;
  readonly epochs: number;
  readonly metrics: Metrics;
  readonly learning_rate: components['schemas']['Number'];
  readonly duration_s: number;
}
