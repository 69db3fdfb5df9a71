import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CardEntry } from '../../glossary/card-entry.ts';
import { Details, type DetailsPage, detailsPages } from './details.tsx';
import { BackIcon, CloseIcon, PinIcon } from './icons.tsx';
import { Citations, Claims, FirstUse, type Seen } from './statements.tsx';
import { originName, statusName } from './wording.ts';

export interface CardProps {
  /** The entry to begin with. */
  readonly entry: CardEntry;
  /** The phrase on the page, where there is one. */
  readonly seen: Seen | null;
  colourOf(category: string): string;
  /** Looks up a related term. */
  load(term: string): Promise<CardEntry | null>;
  /** The card's own buttons: absent where they make no sense. */
  readonly onClose?: () => void;
  readonly onPin?: (pinned: boolean) => void;
  /** Copies a citation of the entry; resolves to whether it worked. */
  onCopy(entry: CardEntry, event: Event): Promise<boolean>;
  /** What stands at the end of the bottom line: a switch, or a way to one. */
  actions?(entry: CardEntry): ComponentChildren;
  /** Take the focus: the card was asked for by keyboard. */
  readonly focus?: boolean;
  /** Without a frame of its own, inside another box. */
  readonly plain?: boolean;
  readonly onResize?: () => void;
}

/** One card: the short page first, the rest behind “More”, related terms a step away and back. */
export function Card(props: CardProps) {
  const [trail, setTrail] = useState<readonly CardEntry[]>([]);
  const [page, setPage] = useState<DetailsPage | null>(null);
  const [pinned, setPinned] = useState(false);
  const box = useRef<HTMLElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const shown = useRef(false);
  const headId = useId();
  const entry = trail.at(-1) ?? props.entry;
  const seen = trail.length ? null : props.seen;
  const { term, category } = entry;

  useEffect(() => {
    if (props.focus) scroll.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (scroll.current) scroll.current.scrollTop = 0;
    props.onResize?.();
    // The button that was pressed may be gone, and the focus with it.
    const root = box.current?.getRootNode();
    const focused = root && 'activeElement' in root ? root.activeElement : null;
    if (shown.current && !box.current?.contains(focused as Node | null)) {
      scroll.current?.focus({ preventScroll: true });
    }
    shown.current = true;
  }, [entry, page]);

  const stepTo = async (id: string) => {
    const next = await props.load(id);
    if (!next) return;
    setTrail([...trail, next]);
    setPage(null);
  };
  const stepBack = () => {
    setTrail(trail.slice(0, -1));
    setPage(null);
  };
  const pin = () => {
    setPinned(!pinned);
    props.onPin?.(!pinned);
  };

  return (
    <section
      ref={box}
      class={`card ${props.plain ? 'plain' : 'appear'}`}
      role={props.plain ? 'region' : 'dialog'}
      aria-labelledby={headId}
      lang="en"
      dir="ltr"
      style={`--mark:${props.colourOf(category.id)}`}
    >
      <div class="top">
        {trail.length > 0 && (
          <button type="button" class="icon" aria-label="Back to the term before" onClick={stepBack}>
            <BackIcon />
          </button>
        )}
        <span class="dot" />
        <span class="kind">
          {category.title} · {originName[term.origin]}
        </span>
        {props.onPin && (
          <button
            type="button"
            class="icon"
            aria-label="Keep this card open"
            aria-pressed={pinned}
            onClick={pin}
          >
            <PinIcon />
          </button>
        )}
        {props.onClose && (
          <button type="button" class="icon" aria-label="Close" onClick={props.onClose}>
            <CloseIcon />
          </button>
        )}
      </div>
      <div class="scroll" ref={scroll} tabIndex={0} role="group" aria-labelledby={headId}>
        <h2 id={headId}>{term.head}</h2>
        <p class="chinese">
          <b lang="zh-Hans">{term.names['zh-Hans']}</b> <span lang="zh-Latn">{term.names.pinyin}</span>
        </p>
        {page === null ? (
          <Short entry={entry} seen={seen} onStep={stepTo} onPage={setPage} />
        ) : (
          <Details entry={entry} seen={seen} page={page} onPage={setPage} />
        )}
        <div class="end" />
      </div>
      <Bottom entry={entry} page={page} setPage={setPage} onCopy={props.onCopy}>
        {props.actions?.(entry)}
      </Bottom>
    </section>
  );
}

interface ShortProps {
  readonly entry: CardEntry;
  readonly seen: Seen | null;
  onStep(term: string): void;
  onPage(page: DetailsPage): void;
}

function Short({ entry, seen, onStep, onPage }: ShortProps) {
  const { term, related } = entry;
  const onSource = () => onPage('sources');
  return (
    <>
      {seen && <Here entry={entry} seen={seen} onSource={onSource} />}
      <p class="gist">{term.gist}</p>
      <div class="sides">
        {term.official.length > 0 && (
          <div class="side">
            <h3>{term.origin === 'official' ? 'Officially' : 'Chinese officials say'}</h3>
            <Claims claims={term.official.slice(0, 1)} entry={entry} onSource={onSource} />
          </div>
        )}
        {term.outside.length > 0 && (
          <div class="side">
            <h3>{term.origin === 'official' ? 'Others say' : 'What it means to others'}</h3>
            <Claims claims={term.outside.slice(0, 1)} entry={entry} onSource={onSource} />
          </div>
        )}
      </div>
      {term.firstUse && (
        <FirstUse use={term.firstUse} entry={entry} onSource={onSource} onDispute={() => onPage('history')} />
      )}
      {related.length > 0 && (
        <div class="chips" role="group" aria-label="Related terms">
          {related.slice(0, 4).map(({ id, head }) => (
            <button type="button" class="chip" key={id} onClick={() => onStep(id)}>
              {head}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Here({ entry, seen, onSource }: { entry: CardEntry; seen: Seen; onSource(): void }) {
  const variant = entry.term.variants.find(({ id }) => id === seen.variant);
  if (!variant) return null;
  return (
    <div class="here">
      <q lang={variant.lang}>{seen.text}</q>
      {variant.note ?? statusName[variant.status]}
      <Citations ids={variant.sources ?? []} entry={entry} onSource={onSource} />
    </div>
  );
}

interface BottomProps {
  readonly entry: CardEntry;
  readonly page: DetailsPage | null;
  setPage(page: DetailsPage | null): void;
  onCopy(entry: CardEntry, event: Event): Promise<boolean>;
  readonly children: ComponentChildren;
}

function Bottom({ entry, page, setPage, onCopy, children }: BottomProps) {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => setCopied(null), [entry]);
  const copy = async (event: Event) => {
    setCopied((await onCopy(entry, event)) ? 'Copied' : 'Could not copy');
  };
  return (
    <div class="bottom">
      <button
        type="button"
        aria-expanded={page !== null}
        onClick={() => setPage(page === null ? (detailsPages[0]?.id ?? null) : null)}
      >
        {page === null ? 'More' : 'Less'}
      </button>
      <button type="button" onClick={(event) => void copy(event)}>
        {copied ?? 'Copy citation'}
      </button>
      <span role="status" class="unseen">
        {copied}
      </span>
      <span class="space" />
      {children}
    </div>
  );
}
