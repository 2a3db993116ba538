import type { Job } from '../../../client/src/index.js';
import { FitForm } from './fit-form.js';

/** The fit of a job, to be changed and sent again; with another seed, unless one is written into it. */
export function TrainAgain({ job }: { readonly job: Job }) {
  const { seed: _, initial: __, ...before } = job.fit ?? { dataset: '' };
  return <FitForm model={job.model} title="Train again" before={before} from={job} />;
}
