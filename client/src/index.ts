export type { Datasets, UploadFile, UploadOptions } from './datasets.js';
export * from './errors.js';
export { Fitserve } from './fitserve.js';
export type { FitCall, FollowOptions, Jobs, WaitOptions } from './jobs.js';
export type { Models } from './models.js';
export type * from './openapi.js';
export type { Listed, PageOptions } from './pages.js';
export type { TransportOptions } from './transport.js';
export type * from './types.js';
