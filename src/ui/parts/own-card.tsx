import type { ComponentChildren } from 'preact';
import { type CardEntry, cardEntry } from '../../glossary/card-entry.ts';
import type { Glossary } from '../../glossary/schema.ts';
import { Card } from '../card/card.tsx';
import { citation } from '../card/citation.ts';
import type { Seen } from '../card/statements.tsx';

interface OwnCardProps {
  readonly glossary: Glossary;
  readonly term: string;
  readonly seen: Seen | null;
  colourOf(category: string): string;
  actions?(entry: CardEntry): ComponentChildren;
  readonly focus?: boolean;
}

/** A card inside one of our own pages. */
export function OwnCard({ glossary, term, seen, colourOf, actions, focus }: OwnCardProps) {
  const entry = cardEntry(glossary, term);
  if (!entry) return null;
  const copy = (shown: CardEntry) =>
    navigator.clipboard.writeText(citation(shown, null, new Date())).then(
      () => true,
      () => false,
    );
  return (
    <Card
      key={term}
      plain
      entry={entry}
      seen={seen}
      colourOf={colourOf}
      load={(id) => Promise.resolve(cardEntry(glossary, id))}
      onCopy={copy}
      {...(actions && { actions })}
      {...(focus && { focus })}
    />
  );
}
