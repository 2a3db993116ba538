import { CHAPTER } from './model-app.js';

/** What is wrong, the body, and the first fault: where it is, and what is shown of what stood there (absent: nothing). */
export type WrongModel = readonly [what: string, body: unknown, pointer: string, received?: unknown];

export const model = (over: object) => ({ name: 'wrong', architecture: CHAPTER, ...over });
export const layers = (...list: unknown[]) => model({ architecture: { layers: list } });
export const dense = (config: object, around: object = {}) =>
  layers({ class_name: 'Dense', config: { units: 3, ...config }, ...around });
export const compile = (over: object) => model({ compile: { loss: 'mse', ...over } });
export const optimizer = (config: object, class_name = 'SGD') => compile({ optimizer: { class_name, config } });

export const DENSE = '/architecture/layers/0/config';
export const INHERITED = ['toString', '__defineGetter__', 'constructor', 'hasOwnProperty', 'valueOf', 'prototype'];
