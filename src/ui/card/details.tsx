import type { CardEntry } from '../../glossary/card-entry.ts';
import { Citations, Claims, type Seen } from './statements.tsx';
import { dateName, languageName, safeLink, sourceLine, statusName } from './wording.ts';

export type DetailsPage = 'meaning' | 'history' | 'renderings' | 'sources';

export const detailsPages: readonly { readonly id: DetailsPage; readonly title: string }[] = [
  { id: 'meaning', title: 'Meaning' },
  { id: 'history', title: 'History' },
  { id: 'renderings', title: 'Renderings' },
  { id: 'sources', title: 'Sources' },
];

interface DetailsProps {
  readonly entry: CardEntry;
  readonly seen: Seen | null;
  readonly page: DetailsPage;
  onPage(page: DetailsPage): void;
}

/** What stands behind “More”, a page at a time. */
export function Details({ entry, seen, page, onPage }: DetailsProps) {
  const toSources = () => onPage('sources');
  return (
    <>
      <div class="tabs" role="tablist">
        {detailsPages.map(({ id, title }) => (
          <button type="button" role="tab" key={id} aria-selected={id === page} onClick={() => onPage(id)}>
            {title}
          </button>
        ))}
      </div>
      <div class="details" role="tabpanel">
        {page === 'meaning' && <Meaning entry={entry} onSource={toSources} />}
        {page === 'history' && <History entry={entry} onSource={toSources} />}
        {page === 'renderings' && <Renderings entry={entry} seen={seen} onSource={toSources} />}
        {page === 'sources' && <Sources entry={entry} />}
      </div>
    </>
  );
}

interface PageProps {
  readonly entry: CardEntry;
  onSource(): void;
}

function Meaning({ entry, onSource }: PageProps) {
  const { official, outside, examples, note, origin } = entry.term;
  return (
    <>
      {official.length > 0 && <h3>{origin === 'official' ? 'Officially' : 'Chinese officials say'}</h3>}
      <Claims claims={official} entry={entry} onSource={onSource} />
      {outside.length > 0 && <h3>{origin === 'official' ? 'Others say' : 'What it means to others'}</h3>}
      <Claims claims={outside} entry={entry} onSource={onSource} />
      {note && <h3>Note</h3>}
      {note && <p class="claim">{note}</p>}
      <h3>In use (examples of our own)</h3>
      <ul class="list">
        {examples.map(({ text, lang }) => (
          <li class="quoted" lang={lang} key={text}>
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ entry, onSource }: PageProps) {
  const { firstUse, timeline } = entry.term;
  if (!firstUse && !timeline) return <p class="message">No dated use is recorded for this term yet.</p>;
  return (
    <>
      {firstUse && (
        <>
          <h3>Earliest use found</h3>
          <p class="claim">
            {dateName(firstUse.date)}, {firstUse.who}: {firstUse.where}
            <Citations ids={firstUse.sources} entry={entry} onSource={onSource} />
          </p>
        </>
      )}
      {firstUse?.disputed && (
        <>
          <h3>Sources differ</h3>
          <ul class="list">
            {firstUse.disputed.map(({ text, sources }) => (
              <li key={text}>
                {text}
                <Citations ids={sources} entry={entry} onSource={onSource} />
              </li>
            ))}
          </ul>
        </>
      )}
      {timeline && (
        <dl class="rows">
          {timeline.map(({ date, text, sources }) => (
            <>
              <dt>{date}</dt>
              <dd>
                {text}
                <Citations ids={sources} entry={entry} onSource={onSource} />
              </dd>
            </>
          ))}
        </dl>
      )}
    </>
  );
}

function Renderings({ entry, seen, onSource }: PageProps & { seen: Seen | null }) {
  const { variants, names } = entry.term;
  const { pinyin: _, ...other } = names;
  return (
    <>
      <dl class="rows">
        {Object.entries(other).map(([code, name]) => (
          <>
            <dt>{languageName(code)}</dt>
            <dd lang={code} dir="auto">
              {name}
            </dd>
          </>
        ))}
      </dl>
      <h3>How it is found in print</h3>
      <ul class="list">
        {variants.map(({ id, example, lang, status, note, sources = [] }) => (
          <li key={id} class={seen?.variant === id ? 'current' : ''}>
            <q lang={lang} dir="auto">
              {example}
            </q>
            <span class="by">
              {statusName[status]}
              {lang === 'en' ? '' : `, ${languageName(lang)}`}
              {note && ` · ${note}`}
              <Citations ids={sources} entry={entry} onSource={onSource} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sources({ entry }: { entry: CardEntry }) {
  const reading = new Set(entry.term.reading ?? []);
  return (
    <>
      <h3>Sources{reading.size > 0 && '; those to read further are marked'}</h3>
      <ol class="list sources">
        {entry.sources.map((source, i) => {
          const href = safeLink(source.url);
          return (
            <li key={source.id}>
              <span class="number">{i + 1}</span>
              <span>
                {href ? (
                  <a href={href} target="_blank" rel="noopener noreferrer">
                    {sourceLine(source)}
                  </a>
                ) : (
                  sourceLine(source)
                )}
                {reading.has(source.id) && (
                  <>
                    {' '}
                    <span class="chip">further reading</span>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
