import type { Change, Version } from '../../glossary/changes.ts';
import type { Glossary } from '../../glossary/schema.ts';
import { dateName } from '../card/wording.ts';

interface ChangesProps {
  readonly glossary: Glossary;
  onTerm(id: string): void;
}

const kinds: readonly (readonly [Change['kind'], string])[] = [
  ['added', 'Added'],
  ['changed', 'Changed'],
  ['corrected', 'Corrected'],
  ['retired', 'Taken out'],
];

/** More than so many terms of one entry are folded away. */
const FEW = 8;

/** The change log of the glossary; nothing where it has none. */
export function Changes({ glossary, onTerm }: ChangesProps) {
  const [newest] = glossary.changes ?? [];
  if (!newest) return null;
  return (
    <details class="changes">
      <summary>
        <span class="title">What has changed</span> <span class="quiet">last on {dateName(newest.date)}</span>
      </summary>
      {glossary.changes?.map((version) => (
        <VersionPart key={version.version} {...{ version, glossary, onTerm }} />
      ))}
    </details>
  );
}

function VersionPart({ version, ...rest }: ChangesProps & { readonly version: Version }) {
  return (
    <section class="version" aria-label={`Version ${version.version}`}>
      <h3>
        Version {version.version} <time dateTime={version.date}>{dateName(version.date)}</time>
      </h3>
      {kinds.map(([kind, title]) => {
        const entries = version.entries.filter((entry) => entry.kind === kind);
        return (
          entries.length > 0 && (
            <div key={kind} class="kind">
              <h4>{title}</h4>
              <ul>
                {entries.map(({ text, terms = [] }) => (
                  <li key={text}>
                    <p>{text}</p>
                    <Terms ids={terms} {...rest} />
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
    </section>
  );
}

function Terms({ ids, glossary, onTerm }: ChangesProps & { readonly ids: readonly string[] }) {
  if (!ids.length) return null;
  const named = ids
    .map((id) => ({ id, head: glossary.terms.find((term) => term.id === id)?.head }))
    .sort((a, b) => (a.head ?? a.id).localeCompare(b.head ?? b.id, 'en', { ignorePunctuation: true }));
  const list = (
    <ul class="names">
      {named.map(({ id, head }) => (
        <li key={id}>
          {head ? (
            <a href={`#${id}`} onClick={() => onTerm(id)}>
              {head}
            </a>
          ) : (
            id
          )}
        </li>
      ))}
    </ul>
  );
  if (ids.length <= FEW) return list;
  return (
    <details>
      <summary>
        <span class="title">{ids.length} terms</span>
      </summary>
      {list}
    </details>
  );
}
