import type { PageContext } from '../matching/context.ts';
import type { FoundVariant } from '../matching/search.ts';

/** Text whose matches wait for what the page has not shown yet. */
export class Waiting {
  /** Their variants by number, and how many of their needs were met. */
  private readonly texts = new Map<Text, Map<number, { variant: FoundVariant; met: number }>>();

  constructor(private readonly context: PageContext) {}

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** Whether something waits for a context of which more cues may stand on the page. */
  get lacksCues(): boolean {
    return [...this.texts.values()].some((variants) =>
      [...variants.values()].some(
        ({ variant }) =>
          variant.needs !== null &&
          variant.needs !== 'expansion' &&
          this.context.countMet(variant) < variant.needs.length,
      ),
    );
  }

  add(node: Text, variant: FoundVariant): void {
    const variants = this.texts.get(node) ?? new Map<number, { variant: FoundVariant; met: number }>();
    this.texts.set(node, variants.set(variant.number, { variant, met: this.context.countMet(variant) }));
  }

  /** Takes out the text for which more is met now than before: it is to be read again. */
  release(): Text[] {
    const released: Text[] = [];
    for (const [node, variants] of this.texts) {
      if (![...variants.values()].some(({ variant, met }) => this.context.countMet(variant) > met)) continue;
      this.texts.delete(node);
      if (node.isConnected) released.push(node);
    }
    return released;
  }

  /** Forgets text that has left the page. */
  forgetGone(): void {
    for (const node of this.texts.keys()) if (!node.isConnected) this.texts.delete(node);
  }
}
