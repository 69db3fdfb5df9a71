import type { CardEntry } from '../../glossary/card-entry.ts';
import type { Statement, Term } from '../../glossary/schema.ts';
import { dateName, safeLink, sourceLine } from './wording.ts';

/** A phrase as it was read on a page. */
export interface Seen {
  readonly text: string;
  readonly variant: string;
}

interface CitationsProps {
  readonly ids: readonly string[];
  readonly entry: CardEntry;
  /** A source without an address was pressed. */
  onSource(): void;
}

/** The numbers of sources: each a link, or a way to the list of sources. */
export function Citations({ ids, entry, onSource }: CitationsProps) {
  const numbers = ids
    .map((id) => entry.sources.findIndex((source) => source.id === id))
    .filter((index) => index >= 0);
  return (
    <>
      {numbers.map((index) => {
        const source = entry.sources[index];
        const href = safeLink(source?.url);
        const title = source && sourceLine(source);
        const label = `Source ${index + 1}: ${title ?? ''}`;
        return (
          <sup key={index}>
            {href ? (
              <a href={href} target="_blank" rel="noopener noreferrer" title={title} aria-label={label}>
                {index + 1}
              </a>
            ) : (
              <button type="button" title={title} aria-label={label} onClick={onSource}>
                {index + 1}
              </button>
            )}
          </sup>
        );
      })}
    </>
  );
}

interface ClaimsProps {
  readonly claims: readonly Statement[];
  readonly entry: CardEntry;
  onSource(): void;
}

/** Claims, each with who makes it. */
export function Claims({ claims, entry, onSource }: ClaimsProps) {
  return (
    <>
      {claims.map(({ by, text, sources }) => (
        <p class="claim" key={text}>
          {text}
          <Citations ids={sources} entry={entry} onSource={onSource} />
          <span class="by">{by}</span>
        </p>
      ))}
    </>
  );
}

interface FirstUseProps {
  readonly use: NonNullable<Term['firstUse']>;
  readonly entry: CardEntry;
  onSource(): void;
  onDispute(): void;
}

export function FirstUse({ use, entry, onSource, onDispute }: FirstUseProps) {
  return (
    <p class="first">
      Earliest use found <b>{dateName(use.date)}</b>, {use.who}: {use.where}
      <Citations ids={use.sources} entry={entry} onSource={onSource} />{' '}
      {use.disputed && (
        <button type="button" class="chip" onClick={onDispute}>
          sources differ
        </button>
      )}
    </p>
  );
}
