import { type Appearance, appearanceRules, type StyleNames } from '../settings/appearance.ts';
import { isShadowRoot } from './nodes.ts';
import type { PageMatch } from './page-match.ts';

export interface RulesOptions {
  readonly appearance: Appearance;
  /** The names that the rules use; others for another appearance. */
  styles(): StyleNames;
  /** Elements have the style of highlights from their parents, shadow roots or not: one rule does for all. */
  readonly inheritsHighlights: boolean;
  /** Applies a style sheet to the document, out of the page's reach. */
  insertStyle(css: string): void;
}

/**
 * The rules for what is painted. They come with the first match, so that a page without one sees nothing
 * of us, and all at once: the browser styles the whole document anew for each sheet.
 */
export class Rules {
  private css = '';
  /** The shadow roots that have a sheet of ours. */
  private readonly sheets = new Map<ShadowRoot, CSSStyleSheet>();

  constructor(
    private readonly options: RulesOptions,
    private readonly areMarks: boolean,
  ) {}

  /** Sees to it that there are rules where matches are painted. */
  cover(matches: readonly PageMatch[]): void {
    if (!matches.length) return;
    if (!this.css) this.options.insertStyle((this.css = this.make()));
    if (this.options.inheritsHighlights && !this.areMarks) return;
    for (const root of new Set(matches.map(({ nodes }) => nodes[0].getRootNode()))) {
      if (isShadowRoot(root)) this.addSheet(root);
    }
  }

  private make(): string {
    const { styles, appearance, inheritsHighlights } = this.options;
    if (!this.areMarks) {
      const where = inheritsHighlights ? ':root' : '';
      return appearanceRules(styles(), appearance, (name) => `${where}::highlight(${name})`);
    }
    const classes = styles().categories.map((name) => `.${name}`);
    const rules = appearanceRules(styles(), appearance, (name) => `mark.${name}.${name}`);
    return `mark:is(${classes.join()}){all:unset}${rules}`;
  }

  private addSheet(root: ShadowRoot): void {
    if (this.sheets.has(root)) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.css);
    this.sheets.set(root, sheet);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
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
