import categories from 'virtual:categories';
import { RememberedSearch } from '../matching/remembered.ts';
import type { Search } from '../matching/search.ts';
import type { FromPage, Report, Watching } from '../messages/messages.ts';
import type { ListedMatch } from '../messages/to-page.ts';
import { Reader } from '../page/reader.ts';
import { Session } from '../page/session.ts';
import type { Watch } from '../page/watch.ts';
import { type Appearance, styleNames, type StyleNames } from '../settings/appearance.ts';
import { categoryColours } from '../settings/effects.ts';
import { isAlive } from './extension.ts';
import { type CardScript, scriptOf } from './frame.ts';
import { listOf, termsOf } from './report.ts';

/** How often a page with highlights looks whether the extension is still there. Milliseconds. */
const ALIVE = 1000;

export interface AnnotatorParts {
  send(message: FromPage): Promise<unknown>;
  /** The matches changed. */
  onChange(): void;
  onOrphaned(): void;
  readonly signal: AbortSignal;
}

/** Highlights the phrases of one page and shows their cards. Outlives changes of the settings. */
export class Annotator {
  private reader: Reader | null = null;
  private session: Session | null = null;
  private watching: Watching | null = null;
  private card: CardScript | null = null;
  private styles: StyleNames | null = null;
  private look = '';
  private readonly inserted = new Set<string>();

  constructor(private readonly parts: AnnotatorParts) {}

  get hasMatches(): boolean {
    return (this.session?.matches.size ?? 0) > 0;
  }

  /** Annotates what a watch reads, until `signal` aborts. Null if it cannot. */
  async annotate(
    watch: Watch,
    watching: Watching,
    search: Search,
    signal: AbortSignal,
  ): Promise<Session | null> {
    const script = watch.readsAll ? await scriptOf('card', signal) : null;
    if (signal.aborted || (watch.readsAll && !script)) return null;
    this.watching = watching;
    const { settings } = watching;
    const appearance: Appearance = {
      style: settings.style ?? 'underline',
      colours: this.colours(),
      print: settings.print ?? false,
    };
    // The page keeps the rules that it was given: new names for new ones only.
    const look = JSON.stringify([appearance, watch.readsAll]);
    if (look !== this.look) this.styles = null;
    this.look = look;
    const session = new Session(document, watch, {
      search: new RememberedSearch(search),
      appearance,
      styles: () => (this.styles ??= styleNames(categories.length)),
      makeMarks: script?.makeMarks ?? null,
      inheritsHighlights: !import.meta.env.FIREFOX,
      insertStyle: (css) => this.insertStyle(css),
      onChange: () => this.onChange(),
      signal,
    });
    this.session = session;
    this.reader?.serve(session);
    signal.addEventListener('abort', () => {
      this.reader?.serve(null);
      this.session = null;
    });
    return session;
  }

  /** What the page holds. */
  terms(): Report['terms'] {
    return this.session ? termsOf(this.session) : [];
  }

  list(): ListedMatch[] {
    return this.session ? listOf(this.session) : [];
  }

  go(direction: 1 | -1, term: string | null, fromEdge: boolean): boolean {
    return this.reader?.go(direction, term, fromEdge) ?? false;
  }

  isOurs(node: Node): boolean {
    return this.reader?.isOurs(node) ?? false;
  }

  private onChange(): void {
    if (this.hasMatches) this.reader ??= this.makeReader();
    this.reader?.refresh();
    this.parts.onChange();
  }

  private makeReader(): Reader {
    const { signal, onOrphaned } = this.parts;
    const reader = new Reader({
      document,
      makeHost: async () => {
        this.card = await scriptOf('card', signal);
        return this.card?.makeHost() ?? null;
      },
      mountCard: (box, request, controls, focus) => {
        const colourOf = (category: string) => this.colours()[categories.indexOf(category)] ?? '';
        return this.card?.mountCard(box, request, controls, focus, colourOf) ?? (() => undefined);
      },
      signal,
    });
    reader.serve(this.session);
    // After an update or removal of the extension this script is an orphan: it leaves no trace.
    const alive = setInterval(() => isAlive() || onOrphaned(), ALIVE);
    signal.addEventListener('abort', () => clearInterval(alive));
    return reader;
  }

  private insertStyle(css: string): void {
    if (this.inserted.has(css)) return;
    this.inserted.add(css);
    void this.parts.send({ type: 'style', css });
  }

  private colours(): string[] {
    return categoryColours(this.watching?.settings ?? {}, categories);
  }
}
