import tippy, { type Instance } from 'tippy.js/headless';
import { composedParent, isElement } from './nodes.ts';

/** What a card hangs on. */
export interface Anchor {
  /** Where the phrase is now, in the viewport: a rectangle a line. */
  rectangles(): DOMRect[];
  readonly node: Node;
}

const GAP = 6;
const STYLE: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  inset: '0 auto auto 0',
  width: '0',
  height: '0',
  margin: '0',
  padding: '0',
  border: '0',
  background: 'none',
  overflow: 'visible',
  display: 'block',
  visibility: 'visible',
  opacity: '1',
  'z-index': '2147483647',
  'pointer-events': 'none',
};

/**
 * Where the card lives: a host that stands in the page only while a card is shown, in the top
 * layer, with a closed shadow root so that neither side's styles and scripts reach the other.
 */
export class CardHost {
  private host: HTMLElement | null = null;
  private tip: Instance | null = null;
  /** All hosts so far: the page's observer hears of each when it has gone again. */
  private readonly hosts = new WeakSet<Node>();

  constructor(
    private readonly document: Document,
    private readonly css: string,
  ) {}

  /** Whether the card has the focus. */
  get hasFocus(): boolean {
    return this.host?.matches(':focus-within') === true;
  }

  get isOpen(): boolean {
    return this.host?.isConnected === true;
  }

  isOurs(node: Node): boolean {
    return this.hosts.has(node);
  }

  /** Shows a box at the anchor and hands it over to be filled. `point` picks the line it is at. */
  open(anchor: Anchor, point: { x: number; y: number } | null, fill: (box: HTMLElement) => void): void {
    this.close();
    const host = this.document.createElement('div');
    for (const [name, value] of Object.entries(STYLE)) host.style.setProperty(name, value, 'important');
    host.setAttribute('popover', 'manual');
    this.hosts.add(host);
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.css);
    root.adoptedStyleSheets = [sheet];

    const layer = this.document.createElement('div');
    layer.className = 'layer';
    const box = this.document.createElement('div');
    box.className = 'box';
    root.append(layer);
    placeFor(anchor.node, this.document).append(host);
    this.host = host;
    if (host.isConnected && 'showPopover' in host) host.showPopover();
    const zoom =
      'currentCSSZoom' in host && typeof host.currentCSSZoom === 'number' ? host.currentCSSZoom : 1;
    if (zoom !== 1) host.style.setProperty('zoom', String(1 / zoom), 'important');

    // What happens on the card is not the page's business: no shortcuts, no "click outside".
    for (const type of [
      'keydown',
      'keyup',
      'keypress',
      'click',
      'mousedown',
      'mouseup',
      'pointerdown',
      'pointerup',
      'touchstart',
      'wheel',
    ]) {
      host.addEventListener(type, (event) => event.stopPropagation());
    }
    fill(box);
    this.tip = this.hang(layer, box, anchor, point);
    this.tip.show();
  }

  /** The card's content has another size now. */
  update(): void {
    void this.tip?.popperInstance?.update();
  }

  close(): void {
    this.tip?.destroy();
    this.tip = null;
    this.host?.remove();
    this.host = null;
  }

  /**
   * Whether a press on the card was the reader's own and on a card that they could see: a page
   * can dispatch events, and it can fade, move or cover the host.
   */
  isHonest(event: Event): boolean {
    const { host } = this;
    if (!event.isTrusted || !host) return false;
    if (!host.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let at: Node | null = host; at; at = composedParent(at)) {
      const style = isElement(at) && this.document.defaultView?.getComputedStyle(at);
      if (style && (Number(style.opacity) < 0.9 || style.filter !== 'none')) return false;
    }
    if (!(event instanceof MouseEvent) || event.detail === 0) return true;
    const top = this.document.elementFromPoint(event.clientX, event.clientY);
    return top === host || (top?.shadowRoot?.contains(host) ?? false) || host.getRootNode() !== this.document;
  }

  private hang(
    layer: HTMLElement,
    box: HTMLDivElement,
    anchor: Anchor,
    point: { x: number; y: number } | null,
  ) {
    const place = () => nearest(anchor.rectangles(), point) ?? new DOMRect();
    const { parentElement } = anchor.node;
    const reference = Object.assign(place, parentElement && { contextElement: parentElement });
    return tippy(layer, {
      trigger: 'manual',
      interactive: true,
      hideOnClick: false,
      placement: 'bottom-start',
      offset: [0, GAP],
      duration: 0,
      appendTo: layer,
      getReferenceClientRect: reference,
      popperOptions: {
        strategy: 'fixed',
        modifiers: [
          { name: 'preventOverflow', options: { padding: 8, altAxis: true, tether: false } },
          { name: 'flip', options: { fallbackPlacements: ['top-start', 'right', 'left'], padding: 8 } },
          { name: 'computeStyles', options: { gpuAcceleration: false } },
        ],
      },
      render: (instance) => ({ popper: Object.assign(box, { _tippy: instance }) }),
    });
  }
}

/** The rectangle that holds the point or is nearest to it; the first where there is no point. */
function nearest(
  rectangles: readonly DOMRect[],
  point: { x: number; y: number } | null,
): DOMRect | undefined {
  if (!point) return rectangles[0];
  const distance = ({ left, right, top, bottom }: DOMRect) =>
    Math.max(left - point.x, 0, point.x - right) + Math.max(top - point.y, 0, point.y - bottom);
  return [...rectangles].sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * Where the host must stand to be seen and usable: what is outside a modal dialog is inert, and
 * a press outside a popover closes it.
 */
function placeFor(node: Node, document: Document): Element {
  for (let at: Node | null = node; at; at = composedParent(at)) {
    if (
      isElement(at) &&
      (at.matches('dialog:modal') || at.matches(':popover-open') || at.matches(':fullscreen'))
    ) {
      return at;
    }
  }
  return document.documentElement;
}
