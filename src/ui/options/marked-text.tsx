import Mark from 'mark.js';
import { useEffect, useRef } from 'preact/hooks';

interface MarkedTextProps {
  readonly text: string;
  /** What was searched for: its words are marked by mark.js. */
  readonly query: string;
  readonly class?: string;
  readonly lang?: string;
}

/** Text in which what was searched for is marked. */
export function MarkedText({ text, query, lang, ...rest }: MarkedTextProps) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!box.current) return;
    // Preact never sees the marks: the text is set here and nowhere else.
    box.current.textContent = text;
    if (query.trim()) new Mark(box.current).mark(query, { className: 'found', diacritics: true });
  }, [text, query]);
  return <span ref={box} class={rest.class} lang={lang} />;
}
