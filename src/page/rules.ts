import {
  type Appearance,
  appearanceRules,
  highlightSelector,
  type StyleNames,
} from '../settings/appearance.ts';
import { isElement, isShadowRoot } from './nodes.ts';
import type { PageMatch } from './page-match.ts';

export interface RulesOptions {
  readonly appearance: Appearance;
  /** The names that the rules use; others for another appearance. */
  styles(): StyleNames;
  /** Applies a style sheet to the document, out of the page's reach. */
  insertStyle(css: string): void;
  readonly signal: AbortSignal;
}

/** Of the names of tags that one rule is for, in characters. */
const MOST_OF_TAGS = 500;

/**
 * The rules for what is painted. They come with the first match, so that a page without one sees nothing
 * of us, and are for few elements and names: the browser styles anew whatever a new rule may be for, for
 * each name by itself.
 */
export class Rules {
  /** The names and tags that the document has rules for. */
  private readonly known = new Set<string>();
  /** The tags that each name is to have rules for. */
  private readonly wanted = new Map<string, string[]>();
  /** The shadow roots that have a sheet of ours. */
  private readonly sheets = new Map<ShadowRoot, CSSStyleSheet>();

  constructor(private readonly options: RulesOptions) {}

  /**
   * Sees to it that there are rules for matches by the names that they are painted by. If the document
   * lacks some, and not for the first time, `all` get theirs, so that there are few such times.
   */
  cover(matches: Iterable<PageMatch>, nameOf: (match: PageMatch) => string, all: Iterable<PageMatch>): void {
    const isFirst = this.known.size === 0;
    const lacksSome = this.want(matches, nameOf);
    if (lacksSome && !isFirst) this.want(all, nameOf);
    // All that one batch asks for comes at once: each sheet costs the browser a round.
    if (lacksSome) queueMicrotask(() => this.insert());
  }

  /** True if there is something that the document has no rule for yet. */
  private want(matches: Iterable<PageMatch>, nameOf: (match: PageMatch) => string): boolean {
    let lacksSome = false;
    for (const match of matches) {
      for (const { parentNode } of match.nodes) {
        if (!isElement(parentNode)) continue;
        const name = nameOf(match);
        const tag = parentNode.localName;
        const key = `${name} ${tag}`;
        const root = parentNode.getRootNode();
        if (isShadowRoot(root)) this.addSheet(root, this.rules(highlightSelector));
        else if (!this.known.has(key)) {
          this.known.add(key);
          this.wanted.set(name, [...(this.wanted.get(name) ?? []), CSS.escape(tag)]);
          lacksSome = true;
        }
      }
    }
    return lacksSome;
  }

  private insert(): void {
    const wanted = new Map(this.wanted);
    this.wanted.clear();
    if (!wanted.size || this.options.signal.aborted) return;
    const css = this.rules((name) => {
      const tags = wanted.get(name);
      // A page may have thousands of tags, or longer ones than anybody needs: then one rule is for all.
      return tags ? highlightSelector(name, tags.join().length < MOST_OF_TAGS ? tags : []) : null;
    });
    this.options.insertStyle(css);
  }

  private rules(selector: (name: string) => string | null): string {
    const { styles, appearance } = this.options;
    return appearanceRules(styles(), appearance, selector);
  }

  /** Firefox: a document's sheets do not reach highlights in shadow roots. */
  private addSheet(root: ShadowRoot, css: string): void {
    if (this.sheets.has(root)) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.sheets.set(root, sheet);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  /** The rules of marks, all at once: they would show in the browser's yellow until theirs are there. */
  coverMarks(matches: readonly PageMatch[]): void {
    if (!matches.length) return;
    const classes = this.options.styles().categories.map((name) => `.${name}`);
    const css = `mark:is(${classes.join()}){all:unset}${this.rules((name) => `mark.${name}.${name}`)}`;
    for (const root of new Set(matches.map(({ nodes }) => nodes[0].getRootNode()))) {
      if (isShadowRoot(root)) this.addSheet(root, css);
    }
    if (this.known.size) return;
    this.known.add('mark');
    this.options.insertStyle(css);
  }

  /** Takes the sheets out of shadow roots that have left the page. */
  forgetRoots(): void {
    for (const root of this.sheets.keys()) if (!root.isConnected) this.removeSheet(root);
  }

  end(): void {
    for (const root of this.sheets.keys()) this.removeSheet(root);
  }

  private removeSheet(root: ShadowRoot): void {
    const sheet = this.sheets.get(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    this.sheets.delete(root);
  }
}
