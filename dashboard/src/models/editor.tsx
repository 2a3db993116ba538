import { useId, useRef } from 'preact/hooks';

export interface EditorFault {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** In pixels, as the style sheet has it. */
const LINE_HEIGHT = 20;

/** A text with numbered lines and, at their lines, what is wrong with them. */
export function Editor({
  label,
  text,
  onText,
  faults,
}: {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly faults: readonly EditorFault[];
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const list = useId();
  const lines = text.split('\n');
  const wrong = new Map(faults.map((fault) => [fault.line, fault.text]));
  const jump = (line: number) => {
    const from = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const { current } = area;
    if (!current) return;
    current.focus();
    current.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    // Browsers do not scroll to a selection that a script makes.
    current.scrollTop = (line - 0.5) * LINE_HEIGHT - current.clientHeight / 2;
  };
  return (
    <>
      <div class="editor">
        <div ref={gutter} class="gutter" aria-hidden="true">
          {lines.map((_, at) => (
            <div key={`${at}`} class={wrong.has(at + 1) ? 'wrong' : ''} title={wrong.get(at + 1)}>
              {at + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label={label}
          aria-invalid={faults.length > 0}
          aria-describedby={list}
          spellcheck={false}
          wrap="off"
          rows={Math.min(28, lines.length + 1)}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
          onScroll={(event) => gutter.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
      <ul id={list} class={faults.length > 0 ? 'fault' : ''} aria-label="Faults" aria-live="polite">
        {faults.map((fault) => (
          <li key={fault.text}>
            <button type="button" class="plain" onClick={() => jump(fault.line)}>
              line {fault.line}
            </button>
            {fault.text}
          </li>
        ))}
      </ul>
    </>
  );
}
