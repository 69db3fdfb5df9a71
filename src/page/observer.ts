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
      const added = Array.from(record.addedNodes).filter((node) => this.matters(node));
      const removed = Array.from(record.removedNodes).filter((node) => this.matters(node));
      for (const node of added) changes.added.add(node);
      for (const node of removed) changes.removed.add(node);
      // What stood on both sides may be one line of prose now, or no longer be one.
      if (added.length || removed.length) {
        for (const side of [record.previousSibling, record.nextSibling]) {
          const text = side && edgeText(side, side === record.previousSibling);
          if (text) changes.touched.add(text);
        }
      }
    }
    if (changes.touched.size || changes.added.size || changes.removed.size) this.onChange(changes);
  }

  private matters(node: Node): boolean {
    return (isText(node) || isElement(node)) && !this.isOurs(node);
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
