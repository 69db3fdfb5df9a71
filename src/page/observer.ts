import { isElement, isText } from './nodes.ts';
import type { Root } from './reading.ts';

/** What a change of the page means for the reading of it. */
export interface Changes {
  /** Text nodes whose text changed or whose neighbourhood did. */
  readonly touched: Set<Text>;
  /** Nodes that came; their text is new. */
  readonly added: Set<Node>;
  /** Nodes that left, or moved. */
  readonly removed: Set<Node>;
}

const OPTIONS: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  // What becomes an editor is left alone from then on.
  attributeFilter: ['contenteditable'],
};

/** Watches roots for text that changes. Changes of ours are never reported. */
export class PageObserver {
  private readonly observer: MutationObserver;

  constructor(
    private readonly isOurs: (node: Node) => boolean,
    private readonly onChange: (changes: Changes) => void,
    signal: AbortSignal,
  ) {
    this.observer = new MutationObserver((records) => this.report(records));
    signal.addEventListener('abort', () => this.observer.disconnect());
  }

  observe(root: Root): void {
    this.observer.observe(root, OPTIONS);
  }

  /** Makes a change that is not to be reported; what the page changed before, is. */
  unobserved(change: () => void): void {
    this.report(this.observer.takeRecords());
    change();
    this.observer.takeRecords();
  }

  private report(records: readonly MutationRecord[]): void {
    const changes: Changes = { touched: new Set(), added: new Set(), removed: new Set() };
    for (const record of records) {
      if (record.type === 'characterData') {
        if (isText(record.target)) changes.touched.add(record.target);
        continue;
      }
      if (record.type === 'attributes') {
        changes.removed.add(record.target);
        changes.added.add(record.target);
        continue;
      }
      const { previousSibling, nextSibling } = record;
      const isMore = this.addTo(changes.added, record.addedNodes);
      const isLess = this.addTo(changes.removed, record.removedNodes);
      if (!isMore && !isLess) continue;
      // What stood on both sides may be one line of prose now, or no longer be one.
      const before = previousSibling && edgeText(previousSibling, true);
      const after = nextSibling && edgeText(nextSibling, false);
      if (before) changes.touched.add(before);
      if (after) changes.touched.add(after);
    }
    if (changes.touched.size || changes.added.size || changes.removed.size) this.onChange(changes);
  }

  /** True if there was any that matters. */
  private addTo(nodes: Set<Node>, list: NodeList): boolean {
    let some = false;
    for (let i = 0; i < list.length; i++) {
      const node = list[i];
      if (!node || !(isText(node) || isElement(node)) || this.isOurs(node)) continue;
      nodes.add(node);
      some = true;
    }
    return some;
  }
}

/** The text at the end (or the start) of a node, if inline content leads to it. */
function edgeText(node: Node, end: boolean): Text | null {
  let at: Node | null = node;
  for (let depth = 0; at && depth < 8; depth++) {
    if (isText(at)) return at;
    at = end ? at.lastChild : at.firstChild;
  }
  return null;
}
