import { useState } from 'preact/hooks';
import type { Job } from '../../../client/src/index.js';
import { Act, Fault, Status, Title, Warnings } from '../shell/parts.js';
import { hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { figure, when } from '../shell/text.js';
import { Checkpoints } from './checkpoints.js';
import { Curves } from './curves.js';
import { Events } from './events.js';
import { useFollowed } from './follow.js';
import { Progress } from './jobs-page.js';
import { TrainAgain } from './train-again.js';

const STOPPABLE = new Set<Job['status']>(['queued', 'running']);
const RESUMABLE = new Set<Job['status']>(['paused', 'failed', 'cancelled']);

export function JobPage({ id }: { readonly id: string }) {
  const { job, epochs, events, error, again } = useFollowed(id);
  const [training, setTraining] = useState(false);
  return (
    <>
      <Title text={`Job ${id}`}>
        {job && <Buttons job={job} onResumed={again} onAgain={() => setTraining(!training)} />}
      </Title>
      <Fault error={error} />
      {job && (
        <>
          <section aria-label="State" class="card">
            <p class="row" aria-live="polite">
              <Status status={job.status} asked={job.stop_requested} />
            </p>
            <Progress job={job} />
            {job.error && (
              <p class="fault">
                {job.error.detail} <code>{job.error.code}</code>
              </p>
            )}
            {job.stop_reason && <p>{job.stop_reason.detail}</p>}
            <Facts job={job} />
          </section>
          <Warnings warnings={job.warnings ?? []} />
          {training && <TrainAgain job={job} />}
          <h2>Curves</h2>
          <Curves epochs={epochs} />
          <Checkpoints id={id} live={STOPPABLE.has(job.status)} />
          <Events events={events} />
        </>
      )}
    </>
  );
}

function Buttons({
  job,
  onResumed,
  onAgain,
}: {
  readonly job: Job;
  readonly onResumed: () => void;
  readonly onAgain: () => void;
}) {
  return (
    <>
      {STOPPABLE.has(job.status) && <Act does={() => fitserve.jobs.pause(job.id)}>Pause</Act>}
      {RESUMABLE.has(job.status) && (
        <Act
          does={async () => {
            await fitserve.jobs.resume(job.id);
            onResumed();
          }}
        >
          Resume
        </Act>
      )}
      {(STOPPABLE.has(job.status) || job.status === 'paused') && (
        <Act does={() => fitserve.jobs.cancel(job.id)}>Cancel</Act>
      )}
      {job.fit && (
        <button type="button" class="primary" onClick={onAgain}>
          Train again …
        </button>
      )}
    </>
  );
}

function Facts({ job }: { readonly job: Job }) {
  return (
    <dl class="facts">
      <div class="wide">
        <dt>Model</dt>
        <dd>
          <a href={hrefOf('models', job.model)}>{job.model}</a>
        </dd>
      </div>
      {job.dataset && (
        <div class="wide">
          <dt>Dataset</dt>
          <dd>
            <a href={hrefOf('datasets', job.dataset)}>{job.dataset}</a>
          </dd>
        </div>
      )}
      {Object.entries(job.metrics).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="number">{figure(value)}</dd>
        </div>
      ))}
      {job.best && (
        <div>
          <dt>Best {job.best.monitor}</dt>
          <dd>
            {figure(job.best.value)} in epoch {job.best.epoch}
          </dd>
        </div>
      )}
      {job.engine && (
        <div class="wide">
          <dt>Engine</dt>
          <dd title={job.engine.reason ?? job.engine.program_reason}>
            {job.engine.backend} {job.engine.version}
            {job.engine.program ? `, ${job.engine.program}` : ''}
          </dd>
        </div>
      )}
      <div class="wide">
        <dt>Queued</dt>
        <dd>{when(job.queued_at)}</dd>
      </div>
      {job.finished_at && (
        <div class="wide">
          <dt>Finished</dt>
          <dd>{when(job.finished_at)}</dd>
        </div>
      )}
    </dl>
  );
}
