import { boxAround, composedParent, isElement } from './nodes.ts';

/** Smaller than this, in pixels, nobody reads it. */
const SMALLEST = 4;
/** Fainter than this, nobody sees it. */
const FAINTEST = 0.1;
/** Of a rectangle as much must be left, in pixels, by what clips it. */
const LEFT = 2;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What an element and all around it make of the text in it. */
interface Surroundings {
  /** What their opacity comes to. */
  readonly opacity: number;
  /** The colour of the ground behind the text; null if it is none alone, or not known. */
  readonly ground: string | null;
  /** What they leave to be seen. */
  readonly clip: Box;
}

const OPEN: Surroundings = {
  opacity: 1,
  ground: null,
  clip: { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity },
};
const NOTHING: Box = { left: 0, right: 0, top: 0, bottom: 0 };

/** Whether an element that holds a node is shown at all, wherever it stands. */
export function isShown(node: Node): boolean {
  return isBoxShown(boxAround(node));
}

function isBoxShown(box: Element | null): boolean {
  return box?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ?? false;
}

/** What readers can see. Looks at each element once, so it is of use only as long as the page stands still. */
export class Visibility {
  private readonly known = new Map<Element, Surroundings>();

  /**
   * Whether a reader can see text at these rectangles. A page can tell what is painted, so text that
   * nobody sees must not be: otherwise a page could list phrases in secret to learn what is tracked.
   */
  of(node: Node, rectangles: readonly DOMRect[]): boolean {
    const box = boxAround(node);
    const view = box?.ownerDocument.defaultView;
    const large = rectangles.filter(({ width, height }) => width >= SMALLEST && height >= SMALLEST);
    if (!box || !view || !large.length || !isBoxShown(box)) return false;
    const style = view.getComputedStyle(box);
    const { opacity, ground, clip } = this.around(box, view);
    if (parseFloat(style.fontSize) < SMALLEST || opacity < FAINTEST) return false;
    // A background that is clipped to the letters shows through them.
    if (!showsGround(style) && (isTransparent(inkOf(style)) || inkOf(style) === ground)) return false;
    return large.some((rectangle) => isOnPage(rectangle, view) && isLeft(common(rectangle, clip)));
  }

  private around(element: Element, view: Window): Surroundings {
    const unknown: Element[] = [];
    let around: Surroundings | undefined;
    for (let at: Node | null = element; at && !around; at = composedParent(at)) {
      if (!isElement(at)) continue;
      around = this.known.get(at);
      if (!around) unknown.push(at);
    }
    around ??= OPEN;
    for (const at of unknown.toReversed()) {
      around = within(at, view.getComputedStyle(at), around);
      this.known.set(at, around);
    }
    return around;
  }
}

function within(element: Element, style: CSSStyleDeclaration, around: Surroundings): Surroundings {
  const { backgroundColor, backgroundImage, position } = style;
  const filter = /opacity\(([\d.]+)(%?)\)/.exec(style.filter);
  const filtered = filter ? Number(filter[1]) / (filter[2] ? 100 : 1) : 1;
  const isOpaque = backgroundColor.startsWith('rgb(');
  return {
    opacity: around.opacity * Number(style.opacity) * filtered,
    ground: backgroundImage !== 'none' ? null : isOpaque ? backgroundColor : around.ground,
    clip: clipWithin(element, style, position === 'fixed' ? OPEN.clip : around.clip),
  };
}

function clipWithin(element: Element, style: CSSStyleDeclaration, around: Box): Box {
  if (clipsAll(style)) return NOTHING;
  const isClipped = /hidden|clip/.test(style.overflowX + style.overflowY);
  return isClipped ? common(around, element.getBoundingClientRect()) : around;
}

/** The usual ways to clip an element away: for screen readers, or for bait. */
function clipsAll({ clip, clipPath }: CSSStyleDeclaration): boolean {
  const inset = /inset\(([\d.]+)%/.exec(clipPath);
  if (inset && Number(inset[1]) > 45) return true;
  return /circle\(0|polygon\(0(px)? 0/.test(clipPath) || /rect\(([01]px,? ?){4}\)/.test(clip);
}

function common(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

function isLeft({ left, right, top, bottom }: Box): boolean {
  return right - left >= LEFT && bottom - top >= LEFT;
}

/** Text placed before the start of the page cannot be scrolled to. */
function isOnPage({ right, bottom }: DOMRect, { scrollX, scrollY }: Window): boolean {
  return (right + scrollX > 0 || scrollX < 0) && bottom + scrollY > 0;
}

function inkOf(style: CSSStyleDeclaration): string {
  return style.getPropertyValue('-webkit-text-fill-color') || style.color;
}

function isTransparent(colour: string): boolean {
  return /(^rgba\(.*,|\/)\s*0(\.0\d*)?\)$/.test(colour);
}

/** Gradient text: the background is clipped to the letters. */
function showsGround(style: CSSStyleDeclaration): boolean {
  const clip = style.getPropertyValue('background-clip') || style.getPropertyValue('-webkit-background-clip');
  return clip.includes('text');
}
