import { isRead, type ReadingRules, type Root } from './reading.ts';

/** What may be a host besides custom elements and those that are empty. */
const CONTAINERS = 'div, section, article, main, aside, header, footer, nav';
/** Containers that are asked for a shadow root in one go: a millisecond or two. */
const AT_ONCE = 300;

export interface ShadowHostsParts {
  /** Open and closed shadow roots. */
  shadowRootOf(element: Element): ShadowRoot | null;
  readonly rules: ReadingRules;
  /** Called for each shadow root, perhaps more than once. */
  onRoot(root: ShadowRoot): void;
  readonly signal: AbortSignal;
}

/** Finds shadow roots. Nothing tells of them, and to ask each element of a page would be dear. */
export class ShadowHosts {
  /** Custom elements that had no shadow root when they were asked; scripts may come late. */
  private readonly late = new Set<Element>();
  /** Roots whose containers have not been asked. */
  private readonly unasked: Root[] = [];

  constructor(private readonly parts: ShadowHostsParts) {}

  /** Asks an element that may well be a host. Hardly any is, so that is asked before whether it is left alone. */
  ask(element: Element): void {
    const { shadowRootOf, rules, onRoot } = this.parts;
    const root = shadowRootOf(element);
    if (root) {
      this.late.delete(element);
      if (isRead(element, rules)) onRoot(root);
    } else if (element.localName.includes('-')) {
      this.late.add(element);
    }
  }

  /** Asks an element and all in it. */
  askAll(element: Element): void {
    this.ask(element);
    for (const inner of element.getElementsByTagName('*')) this.ask(inner);
  }

  /** Asks those again that had no shadow root. */
  askLate(): void {
    for (const element of this.late) {
      if (element.isConnected) this.ask(element);
      else this.late.delete(element);
    }
  }

  /** Asks the containers in an element. */
  askContainers(element: Element): void {
    for (const container of element.querySelectorAll(CONTAINERS)) this.ask(container);
  }

  /** Has the containers in a root asked the next time. */
  addRoot(root: Root): void {
    this.unasked.push(root);
  }

  /** Asks those in roots when the page has nothing else to do: they are seldom hosts, and many. */
  async askContainersInRoots(): Promise<void> {
    const roots = this.unasked.splice(0);
    if (roots.length) await idle();
    let asked = 0;
    for (const root of roots) {
      for (const element of root.querySelectorAll(CONTAINERS)) {
        if (++asked % AT_ONCE === 0) await idle();
        if (this.parts.signal.aborted) return;
        if (element.isConnected) this.ask(element);
      }
    }
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) =>
    typeof requestIdleCallback === 'function' ? requestIdleCallback(resolve) : setTimeout(resolve, 50),
  );
}
