import { z } from 'zod';
import type { FormOnThread } from './body-form.js';

/** A body that is a table of Arrow, as an IPC stream. The library that reads it is loaded by the thread alone. */
export const ARROW_FORM: FormOnThread<Record<never, never>> = { name: 'arrow', fieldsSchema: z.object({}) };
