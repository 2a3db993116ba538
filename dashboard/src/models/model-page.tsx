import type { ComponentChildren } from 'preact';
import type { Model } from '../../../client/src/index.js';
import { Evaluations } from '../evaluation/evaluations.js';
import { FitForm } from '../jobs/fit-form.js';
import { useLoaded } from '../shell/loading.js';
import { Act, Shown, Title } from '../shell/parts.js';
import { go, hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { TryIt } from '../trying/try-it.js';
import { Definition } from './definition.js';
import { Network } from './network.js';

const PARTS = ['network', 'train', 'try', 'evaluate', 'definition', 'python'] as const;
type Part = (typeof PARTS)[number];
const NAMES: Readonly<Record<Part, string>> = {
  network: 'Network',
  train: 'Train',
  try: 'Try it',
  evaluate: 'Evaluate',
  definition: 'Definition',
  python: 'Python',
};

export function ModelPage({ id, part }: { readonly id: string; readonly part: string | undefined }) {
  const loaded = useLoaded((signal) => fitserve.models.get(id, { signal }), [id]);
  const shown = PARTS.find((one) => one === part) ?? 'network';
  const remove = async () => {
    if (!confirm('Delete this model, its jobs and their weights?')) return;
    await fitserve.models.delete(id);
    go('models');
  };
  return (
    <>
      <Title text={loaded.value?.name ?? 'Model'}>
        <Act does={remove}>Delete</Act>
      </Title>
      <nav class="parts" aria-label="Parts of the model">
        {PARTS.map((one) => (
          <a key={one} href={hrefOf('models', id, one)} aria-current={one === shown ? 'page' : undefined}>
            {NAMES[one]}
          </a>
        ))}
      </nav>
      <Shown loaded={loaded}>{(model) => partOf(shown, model)}</Shown>
    </>
  );
}

function partOf(part: Part, model: Model): ComponentChildren {
  if (part === 'network') return <Overview model={model} />;
  if (part === 'train')
    return (
      <FitForm
        model={model.id}
        title="Train"
        before={{ dataset: '', epochs: 10, batch_size: 32, validation_split: 0.2 }}
      />
    );
  if (part === 'try') return <TryIt model={model} />;
  if (part === 'evaluate') return <Evaluations model={model} />;
  if (part === 'definition')
    return (
      <Definition
        begin={{
          name: model.name,
          architecture: model.architecture,
          ...(model.compile ? { compile: model.compile } : {}),
        }}
      />
    );
  return <Python id={model.id} />;
}

function Overview({ model }: { readonly model: Model }) {
  const summary = useLoaded((signal) => fitserve.models.summaryText(model.id, { signal }), [model.id]);
  return (
    <>
      <Network model={model} />
      {model.jobs.length > 0 && (
        <>
          <h2>Jobs</h2>
          <ul>
            {model.jobs.map((job) => (
              <li key={job}>
                <a href={hrefOf('jobs', job)}>{job}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Keras's summary</h2>
      <Shown loaded={summary}>{(text) => <Code label="Summary" text={text} />}</Shown>
    </>
  );
}

function Python({ id }: { readonly id: string }) {
  const code = useLoaded((signal) => fitserve.models.python(id, { signal }), [id]);
  return (
    <>
      <h2>The same model in Keras</h2>
      <Shown loaded={code}>
        {(text) => (
          <>
            <p>
              <Act does={() => navigator.clipboard.writeText(text)}>Copy</Act>
            </p>
            <Code label="Python code" text={text} />
          </>
        )}
      </Shown>
    </>
  );
}

function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  );
}
