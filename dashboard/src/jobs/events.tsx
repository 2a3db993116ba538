import { figure, seconds } from '../shell/text.js';
import type { DurableEvent } from './follow.js';

const MOST_SHOWN = 200;

/** What has happened to a job, the newest first. */
export function Events({ events }: { readonly events: readonly DurableEvent[] }) {
  const newest = events.slice(-MOST_SHOWN).reverse();
  return (
    <details>
      <summary>
        <h2>Events ({events.length})</h2>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="events" aria-label="Events" tabIndex={0}>
        <ol reversed start={events.length}>
          {newest.map((event) => (
            <li key={event.id}>{textOf(event)}</li>
          ))}
        </ol>
      </section>
    </details>
  );
}

function textOf(event: DurableEvent): string {
  if (event.type === 'epoch') {
    const { epoch, epochs, duration_s, metrics } = event.data;
    const figures = Object.entries(metrics).map(([name, value]) => `${name} ${figure(value)}`);
    return `epoch ${epoch} of ${epochs} in ${seconds(duration_s)}: ${figures.join(', ')}`;
  }
  if (event.type === 'checkpoint') return `checkpoint of epoch ${event.data.epoch}`;
  const { status, stop_requested, attempts, error } = event.data;
  const asked = stop_requested ? `, asked to ${stop_requested}` : '';
  return `${status}${asked}${attempts > 1 ? `, attempt ${attempts}` : ''}${error ? `: ${error.detail}` : ''}`;
}
