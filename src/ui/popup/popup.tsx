import { useEffect, useRef, useState } from 'preact/hooks';
import type { Glossary } from '../../glossary/schema.ts';
import type { SiteState } from '../../settings/effects.ts';
import { BackIcon } from '../card/icons.tsx';
import { OwnCard } from '../parts/own-card.tsx';
import { Switch } from '../parts/switch.tsx';
import type { PageTerm } from './page-terms.ts';

export interface PopupProps {
  readonly glossary: Glossary;
  /** The host of the page; empty where it has none. */
  readonly host: string;
  readonly state: SiteState;
  /** Why no page answers; null where one does. */
  readonly unreadable: 'restricted' | 'reload' | null;
  readonly reading: boolean;
  readonly terms: readonly PageTerm[];
  readonly problems: number;
  isTracked(term: string): boolean;
  colourOf(category: string): string;
  onSite(on: boolean): void;
  onEverywhere(on: boolean): void;
  onTrack(term: string, on: boolean): void;
  onNext(term: string): void;
  onOptions(): void;
}

/** The toolbar popup: takes props only. */
export function Popup(props: PopupProps) {
  const [open, setOpen] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const last = useRef<string | null>(null);
  const shown = props.terms.find(({ term }) => term === open);

  useEffect(() => {
    if (open || !last.current) return;
    list.current?.querySelector<HTMLElement>(`[data-term="${last.current}"] .name`)?.focus();
  }, [open]);

  if (shown) {
    const [text] = shown.texts;
    last.current = shown.term;
    return (
      <div class="popup">
        <button type="button" class="back" onClick={() => setOpen(null)}>
          <BackIcon /> Terms on this page
        </button>
        <div class="body">
          <OwnCard
            glossary={props.glossary}
            term={shown.term}
            seen={text ?? null}
            colourOf={props.colourOf}
            focus
            actions={({ term }) => (
              <label class="tracked">
                Tracked
                <Switch
                  label={`Track ${term.head}`}
                  on={props.isTracked(term.id)}
                  onChange={(on) => props.onTrack(term.id, on)}
                />
              </label>
            )}
          />
        </div>
      </div>
    );
  }
  return (
    <div class="popup">
      <Top {...props} />
      <div class="body">
        {props.problems > 0 && (
          <p class="notice">
            Something about your settings needs a look.{' '}
            <button type="button" class="link" onClick={props.onOptions}>
              See what
            </button>
          </p>
        )}
        <Content {...props} list={list} onOpen={setOpen} />
      </div>
      <div class="foot">
        <button type="button" class="link" onClick={props.onOptions}>
          All terms and settings
        </button>
        <button
          type="button"
          class="link"
          onClick={() => props.onEverywhere(props.state === 'off-everywhere')}
        >
          {props.state === 'off-everywhere' ? 'Switch on' : 'Pause everywhere'}
        </button>
      </div>
    </div>
  );
}

const why: Readonly<Record<SiteState, string>> = {
  on: 'Reading everything on this page',
  'off-everywhere': 'Paused everywhere',
  'off-here': 'This site is on your list of exceptions',
  'not-listed': 'Only the sites on your list are read',
};

function Top({ host, state, unreadable, reading, onSite }: PopupProps) {
  const on = state === 'on' && !unreadable;
  const reason = unreadable
    ? 'This page cannot be read'
    : state === 'on' && reading
      ? 'Still reading this page …'
      : why[state];
  return (
    <div class="head">
      <div class="where">
        <h1>
          {on ? 'On' : 'Off'}
          {host && ` for ${host}`}
        </h1>
        <p class="quiet" role="status">
          {reason}
        </p>
      </div>
      {host && !unreadable && (
        <Switch
          label={`Watchword on ${host}`}
          on={state === 'on'}
          disabled={state === 'off-everywhere'}
          onChange={onSite}
        />
      )}
    </div>
  );
}

interface ContentProps extends PopupProps {
  readonly list: { current: HTMLUListElement | null };
  onOpen(term: string): void;
}

function Content({ unreadable, state, terms, reading, list, onOpen, ...props }: ContentProps) {
  if (unreadable === 'restricted') {
    return (
      <Empty title="Nothing to read here">
        Browsers keep extensions out of their own pages, shops for extensions and some viewers. Open any web
        page to see its phrases.
      </Empty>
    );
  }
  if (unreadable === 'reload') {
    return (
      <Empty title="This page was open before Watchword">
        Reload the page, and its phrases will be marked. If that changes nothing, your browser may ask you to
        allow Watchword on this site.
      </Empty>
    );
  }
  if (state === 'off-everywhere')
    return <Empty title="Watchword is paused">“Switch on” below brings it back.</Empty>;
  if (state !== 'on') return <Empty title="Not read">The switch above turns it on for this site.</Empty>;
  if (!terms.length) {
    return reading ? null : (
      <Empty title="No tracked phrase on this page">
        Text that comes later is noticed too. All terms that are looked for are in the settings.
      </Empty>
    );
  }
  const count = terms.reduce((sum, term) => sum + term.count, 0);
  return (
    <>
      <p class="sum">
        <b>{count}</b> {count === 1 ? 'phrase' : 'phrases'} of{' '}
        <b>{terms.filter((term) => term.count > 0).length}</b> {terms.length === 1 ? 'term' : 'terms'} on this
        page
      </p>
      <ul class="terms" ref={list}>
        {terms.map((term) => (
          <Row key={term.term} page={term} onOpen={onOpen} {...props} />
        ))}
      </ul>
    </>
  );
}

type RowProps = Omit<ContentProps, 'unreadable' | 'state' | 'terms' | 'reading' | 'list'> & {
  readonly page: PageTerm;
};

function Row({ page, glossary, isTracked, colourOf, onTrack, onNext, onOpen }: RowProps) {
  const term = glossary.terms.find(({ id }) => id === page.term);
  if (!term) return null;
  const tracked = isTracked(term.id);
  return (
    <li data-term={term.id} class={tracked ? '' : 'off'} style={`--mark:${colourOf(term.category)}`}>
      <button type="button" class="name" onClick={() => onOpen(term.id)} title="Show the card">
        {term.head}
        <small>
          {page.texts.slice(0, 3).map(({ text, count }, i) => (
            <>
              {i > 0 && ' · '}
              <span dir="auto">{text}</span> {count}
            </>
          ))}
        </small>
      </button>
      {page.count > 0 && (
        <button
          type="button"
          class="next"
          aria-label={`Next of ${page.count}: ${term.head}`}
          title="Go to the next one"
          onClick={() => onNext(term.id)}
        >
          {page.count} ›
        </button>
      )}
      <Switch label={`Track ${term.head}`} on={tracked} onChange={(on) => onTrack(term.id, on)} />
    </li>
  );
}

function Empty({ title, children }: { title: string; children: string }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
