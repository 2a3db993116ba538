import type { ComponentChildren } from 'preact';
import { DatasetPage } from '../datasets/dataset-page.js';
import { DatasetsPage } from '../datasets/datasets-page.js';
import { ComparePage } from '../jobs/compare-page.js';
import { JobPage } from '../jobs/job-page.js';
import { JobsPage } from '../jobs/jobs-page.js';
import { ModelPage } from '../models/model-page.js';
import { ModelsPage } from '../models/models-page.js';
import { NewModelPage } from '../models/new-model-page.js';
import { Title } from './parts.js';
import { hrefOf, route } from './route.js';
import { cut, expired, key, signOut } from './session.js';
import { SignIn } from './sign-in.js';

const SECTIONS = [
  { path: 'datasets', name: 'Datasets' },
  { path: 'models', name: 'Models' },
  { path: 'jobs', name: 'Jobs' },
];

export function App() {
  if (key.value === null && !expired.value) return <SignIn over={false} />;
  const [section = 'jobs'] = route.value;
  return (
    <>
      <header>
        <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}>
          Skip to the content
        </button>
        <a class="brand" href={hrefOf('jobs')}>
          fitserve
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(({ path, name }) => (
            <a key={path} href={hrefOf(path)} aria-current={section === path ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <a href="/docs">API</a>
        <button type="button" class="plain" onClick={signOut}>
          Sign out
        </button>
      </header>
      <div role="status" class="cut">
        {cut.value && 'The service does not answer; trying again …'}
      </div>
      <main>{pageOf(route.value)}</main>
      {expired.value && <SignIn over />}
    </>
  );
}

function pageOf([section = 'jobs', id, part]: readonly string[]): ComponentChildren {
  if (section === 'jobs') return id === undefined ? <JobsPage key="jobs" /> : <JobPage key={id} id={id} />;
  if (section === 'datasets')
    return id === undefined ? <DatasetsPage key="datasets" /> : <DatasetPage key={id} id={id} />;
  if (section === 'models') {
    if (id === undefined) return <ModelsPage key="models" />;
    return id === 'new' ? <NewModelPage key="new" dataset={part} /> : <ModelPage key={id} id={id} part={part} />;
  }
  if (section === 'compare') return <ComparePage key="compare" ids={(id ?? '').split(',').filter(Boolean)} />;
  return <Title text="There is no such page" />;
}
