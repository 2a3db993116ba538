import type { ComponentChildren } from 'preact';

export interface LabelledPart {
  readonly label: string;
  /** From 0 to 1: the length of the bar. */
  readonly part: number;
  readonly text: ComponentChildren;
}

/** A list with a bar beside each item. */
export function Bars({ label, items }: { readonly label: string; readonly items: readonly LabelledPart[] }) {
  return (
    <ul class="bars" aria-label={label}>
      {items.map((item) => (
        <li key={item.label}>
          <span class="bar-label">{item.label}</span>
          <span class="bar-back" aria-hidden="true">
            <span class="bar" style={{ width: `${100 * Math.min(1, Math.max(0, item.part))}%` }} />
          </span>
          <span class="number">{item.text}</span>
        </li>
      ))}
    </ul>
  );
}
