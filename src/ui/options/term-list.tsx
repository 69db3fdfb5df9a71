import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { contextsOf } from '../../glossary/needs.ts';
import type { Glossary, Term } from '../../glossary/schema.ts';
import {
  isTermTracked,
  isVariantTracked,
  withCategory,
  withTerm,
  withVariant,
} from '../../settings/effects.ts';
import type { Tracking } from '../../settings/records.ts';
import { languageName, statusName } from '../card/wording.ts';
import { OwnCard } from '../parts/own-card.tsx';
import { Switch } from '../parts/switch.tsx';
import { Changes } from './changes.tsx';
import { MarkedText } from './marked-text.tsx';
import { findTerms } from './search.ts';

export interface TermListProps {
  readonly glossary: Glossary;
  readonly tracking: Tracking;
  onTracking(change: (tracking: Tracking) => Tracking): void;
  colourOf(category: string): string;
  /** A term to begin with, opened. */
  readonly initial: string | null;
}

/** All terms by category, with a search and a switch for each term and variant. */
export function TermList({ glossary, tracking, onTracking, colourOf, initial }: TermListProps) {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string | null>(initial);
  const [goal, setGoal] = useState<Goal | null>(initial === null ? null : { id: initial });
  const found = useMemo(() => findTerms(glossary.terms, query), [glossary, query]);
  const on = glossary.terms.filter(({ id, category }) => isTermTracked(tracking, id, category)).length;

  return (
    <section aria-labelledby="terms">
      <h2 id="terms">Terms</h2>
      <p class="lead">
        {on} of {glossary.terms.length} terms of “{glossary.title}” (version {glossary.version}) are looked
        for.
      </p>
      <Changes
        glossary={glossary}
        onTerm={(id) => {
          setQuery('');
          setOpen(id);
          setGoal({ id, focus: true });
        }}
      />
      <input
        type="search"
        class="search"
        placeholder="Search terms, renderings, Chinese, pinyin"
        aria-label="Search terms"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      {found.length === 0 && (
        <p class="none">
          No term holds “{query}”. Try a shorter word, Chinese characters, or pinyin without tone marks.
        </p>
      )}
      {glossary.categories.map(({ id, title }) => {
        const terms = found.filter(({ category }) => category === id);
        if (!terms.length) return null;
        const all = glossary.terms.filter(({ category }) => category === id);
        const tracked = all.filter((term) => isTermTracked(tracking, term.id, id)).length;
        return (
          <section key={id} class="category" style={`--mark:${colourOf(id)}`} aria-label={title}>
            <header>
              <h3>{title}</h3>
              <span class="quiet">
                {tracked} of {all.length}
              </span>
              <Switch
                label={`All terms of ${title}`}
                on={tracked > 0}
                onChange={(value) =>
                  onTracking((old) =>
                    withCategory(
                      old,
                      id,
                      all.map((term) => term.id),
                      value,
                    ),
                  )
                }
              />
            </header>
            <ul>
              {terms.map((term) => (
                <TermRow
                  key={term.id}
                  term={term}
                  query={query}
                  isOpen={open === term.id}
                  goal={goal?.id === term.id ? goal : null}
                  onOpen={() => setOpen(open === term.id ? null : term.id)}
                  {...{ glossary, tracking, onTracking, colourOf }}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

/** A term to go to. Asked for once more, it is a new one. */
interface Goal {
  readonly id: string;
  readonly focus?: true;
}

interface TermRowProps extends Omit<TermListProps, 'initial'> {
  readonly term: Term;
  readonly query: string;
  readonly isOpen: boolean;
  readonly goal: Goal | null;
  onOpen(): void;
}

function TermRow(props: TermRowProps) {
  const { term, query, isOpen, goal, tracking, onTracking, onOpen } = props;
  const row = useRef<HTMLLIElement>(null);
  const tracked = isTermTracked(tracking, term.id, term.category);
  useEffect(() => {
    if (!goal) return;
    row.current?.scrollIntoView({ block: 'start', behavior: 'instant' });
    if (goal.focus) row.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [goal]);
  return (
    <li ref={row} class={`term ${tracked ? '' : 'off'} ${isOpen ? 'open' : ''}`}>
      <div class="line">
        <button type="button" class="name" aria-expanded={isOpen} onClick={onOpen}>
          <MarkedText class="head" text={term.head} query={query} />
          <MarkedText class="zh" text={term.names['zh-Hans']} query={query} lang="zh-Hans" />
          <MarkedText class="pinyin" text={term.names.pinyin} query={query} lang="zh-Latn" />
        </button>
        <Switch
          label={`Track ${term.head}`}
          on={tracked}
          onChange={(value) => onTracking((old) => withTerm(old, term.id, term.category, value))}
        />
      </div>
      {isOpen && (
        <div class="opened">
          <div class="cardbox">
            <OwnCard glossary={props.glossary} term={term.id} seen={null} colourOf={props.colourOf} />
          </div>
          <Variants {...props} tracked={tracked} />
        </div>
      )}
    </li>
  );
}

function Variants({ glossary, term, tracking, onTracking, tracked }: TermRowProps & { tracked: boolean }) {
  return (
    <div class="variants">
      <h4>Renderings looked for</h4>
      <ul>
        {term.variants.map(({ id, example, lang, status, on, reason, needs }) => {
          const byDefault = on !== false;
          return (
            <li key={id}>
              <span>
                <q lang={lang} dir="auto">
                  {example}
                </q>
                <small>
                  {statusName[status]}
                  {lang !== 'en' && `, ${languageName(lang)}`}
                  {needs === 'expansion' && ' · only where the long form is on the page'}
                  {contextsOf(needs).length > 0 &&
                    ` · only where ${contextsOf(needs)
                      .map((context) => glossary.contexts?.[context]?.title)
                      .join(' and ')}`}
                  {reason && ` · off at first: ${reason}`}
                </small>
              </span>
              <Switch
                label={`Look for “${example}” and forms like it`}
                on={isVariantTracked(tracking, term.id, term.category, id, byDefault)}
                disabled={!tracked}
                onChange={(value) => onTracking((old) => withVariant(old, term.id, id, value, byDefault))}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
