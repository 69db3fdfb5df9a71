import Mark from 'mark.js';
import { useEffect, useRef } from 'preact/hooks';
import type { Glossary } from '../../glossary/schema.ts';
import { type Appearance, declarations } from '../../settings/appearance.ts';
import type { Settings } from '../../settings/records.ts';

interface LookProps {
  readonly glossary: Glossary;
  readonly settings: Settings;
  readonly colours: readonly string[];
  onSettings(change: (settings: Settings) => Settings): void;
}

const styles: readonly { readonly id: Appearance['style']; readonly title: string }[] = [
  { id: 'underline', title: 'Underlined' },
  { id: 'dotted', title: 'Dotted' },
  { id: 'fill', title: 'Filled' },
];

/** How highlights look, with a preview that shows it at once. */
export function Look({ glossary, settings, colours, onSettings }: LookProps) {
  const style = settings.style ?? 'underline';
  return (
    <section aria-labelledby="look">
      <h2 id="look">Look</h2>
      <p class="lead">How phrases stand out on a page. The sample follows what you choose.</p>
      <Preview glossary={glossary} style={style} colours={colours} />
      <fieldset class="choices">
        <legend>Style</legend>
        {styles.map(({ id, title }) => (
          <label key={id}>
            <input
              type="radio"
              name="style"
              checked={style === id}
              onChange={() =>
                onSettings(({ style: _, ...rest }) => (id === 'underline' ? rest : { ...rest, style: id }))
              }
            />
            {title}
          </label>
        ))}
      </fieldset>
      <fieldset class="colours">
        <legend>Colours</legend>
        {glossary.categories.map(({ id, title }, i) => (
          <label key={id}>
            <input
              type="color"
              value={colours[i]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                onSettings((old) => ({ ...old, colours: { ...old.colours, [id]: value } }));
              }}
            />
            {title}
          </label>
        ))}
      </fieldset>
      {settings.colours && (
        <button type="button" class="link" onClick={() => onSettings(({ colours: _, ...rest }) => rest)}>
          Back to the colours it came with
        </button>
      )}
    </section>
  );
}

interface PreviewProps {
  readonly glossary: Glossary;
  readonly style: Appearance['style'];
  readonly colours: readonly string[];
}

/** A sample of prose on light and dark, marked by mark.js. */
function Preview({ glossary, style, colours }: PreviewProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current;
    if (!root) return;
    const mark = new Mark(root);
    for (const [phrase, category] of samples) {
      const colour = colours[glossary.categories.findIndex(({ id }) => id === category)] ?? colours[0] ?? '';
      mark.mark(phrase, {
        separateWordSearch: false,
        each: (element: HTMLElement) => paint(element, style, colour),
      });
    }
    return () => mark.unmark();
  }, [style, colours.join()]);
  return (
    <div class="preview" ref={box}>
      <p class="on-light">{PROSE}</p>
      <p class="on-dark">{PROSE}</p>
    </div>
  );
}

function paint(element: HTMLElement, style: Appearance['style'], colour: string): void {
  element.style.cssText = `background:none;color:inherit;${declarations({ style }, colour)}`;
}

const samples: readonly [phrase: string, category: string][] = [
  ['win-win cooperation', 'foreign-policy'],
  ['cyber sovereignty', 'cyberspace-and-media'],
  ['人类命运共同体', 'foreign-policy'],
  ['zero-sum game', 'diplomatic-language'],
];
const PROSE =
  'The minister spoke of win-win cooperation and of cyber sovereignty, called rivalry a zero-sum game, and closed with 人类命运共同体.';
