import { useEffect, useState } from 'preact/hooks';
import type { Dataset, Prediction, TopPrediction } from '../../../client/src/index.js';
import { Bars } from '../charts/bars.js';
import { Fault } from '../shell/parts.js';
import { fitserve } from '../shell/session.js';
import { figure, percent } from '../shell/text.js';

const MOST_CLASSES = 10;

export interface Asked {
  readonly answer: Prediction | TopPrediction | undefined;
  readonly error: unknown;
}

/** What the model says of a row; while an answer is on its way and rows change, only the last is asked for. */
export function useAnswer(model: string, row: unknown, task: Dataset['task']): Asked {
  const [asked, setAsked] = useState<Asked>({ answer: undefined, error: undefined });
  useEffect(() => {
    if (row === undefined) return setAsked({ answer: undefined, error: undefined });
    const abort = new AbortController();
    ask(model, row, task, abort.signal).then(
      (answer) => setAsked({ answer, error: undefined }),
      (error) => {
        if (!abort.signal.aborted) setAsked({ answer: undefined, error });
      },
    );
    return () => abort.abort();
  }, [model, row, task]);
  return asked;
}

function ask(
  model: string,
  row: unknown,
  task: Dataset['task'],
  signal: AbortSignal,
): Promise<Prediction | TopPrediction> {
  const instances = [row];
  // Numbers have no likeliest ones.
  if (task === 'regression') return fitserve.models.predict(model, { instances }, { signal });
  return fitserve.models.predict(model, { instances, top_k: MOST_CLASSES }, { signal });
}

export function Answer({ asked: { answer, error } }: { readonly asked: Asked }) {
  const classes = answer?.classes?.slice(0, 1).flat();
  const best = classes?.[0];
  return (
    <section class="answer" aria-label="Answer">
      <Fault error={error} />
      <p role="status" class="best">
        {best ? `${best.class}, ${percent(Number(best.probability))}` : answer ? textOf(answer.predictions[0]) : ''}
      </p>
      {classes && (
        <Bars
          label="Probabilities of the classes"
          items={[...classes]
            .sort((a, b) => a.class.localeCompare(b.class, 'en', { numeric: true }))
            .map(({ class: label, probability }) => ({
              label,
              part: Number(probability),
              text: percent(Number(probability)),
            }))}
        />
      )}
      {answer && (
        <p class="quiet">
          weights of {answer.job}, epoch {answer.epoch}
        </p>
      )}
    </section>
  );
}

function textOf(prediction: unknown): string {
  if (Array.isArray(prediction)) return prediction.map(textOf).join(', ');
  if (typeof prediction !== 'object' || prediction === null) return figure(prediction);
  return Object.entries(prediction)
    .map(([name, value]) => `${name}: ${textOf(value)}`)
    .join('; ');
}
