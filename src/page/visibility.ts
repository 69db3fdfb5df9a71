import { boxAround, composedParent, isElement } from './nodes.ts';

/** Smaller than this, in pixels, nobody reads it. */
const SMALLEST = 4;
/** Fainter than this, nobody sees it. */
const FAINTEST = 0.1;

/**
 * Whether a reader can see text at these rectangles. A page can tell what is painted, so text that
 * nobody sees must not be: otherwise a page could list phrases in secret to learn what is tracked.
 */
export function isVisible(node: Node, rectangles: readonly DOMRect[]): boolean {
  const box = boxAround(node);
  const view = box?.ownerDocument.defaultView;
  if (!box || !view) return false;
  const large = rectangles.filter(({ width, height }) => width >= SMALLEST && height >= SMALLEST);
  if (!large.length || !box.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    return false;
  const style = view.getComputedStyle(box);
  if (parseFloat(style.fontSize) < SMALLEST || hasNoInk(style) || isFaint(box, view)) return false;
  return !hasGroundsColour(box, style, view) && large.some((rectangle) => isUnclipped(box, rectangle, view));
}

/** Transparent text, unless a background shows through the letters. */
function hasNoInk(style: CSSStyleDeclaration): boolean {
  return !showsGround(style) && /(^rgba\(.*,|\/)\s*0(\.0\d*)?\)$/.test(inkOf(style));
}

/** Text in the colour of the ground behind it. */
function hasGroundsColour(box: Element, style: CSSStyleDeclaration, view: Window): boolean {
  if (showsGround(style)) return false;
  for (let at: Node | null = box; at; at = composedParent(at)) {
    if (!isElement(at)) continue;
    const { backgroundColor, backgroundImage } = view.getComputedStyle(at);
    if (backgroundImage !== 'none') return false;
    if (backgroundColor.startsWith('rgb(')) return backgroundColor === inkOf(style);
  }
  return false;
}

function inkOf(style: CSSStyleDeclaration): string {
  return style.getPropertyValue('-webkit-text-fill-color') || style.color;
}

/** Gradient text: the background is clipped to the letters. */
function showsGround(style: CSSStyleDeclaration): boolean {
  const clip = style.getPropertyValue('background-clip') || style.getPropertyValue('-webkit-background-clip');
  return clip.includes('text');
}

/** What the opacity of all elements around comes to. */
function isFaint(box: Element, view: Window): boolean {
  let opacity = 1;
  for (let at: Node | null = box; at; at = composedParent(at)) {
    if (!isElement(at)) continue;
    const style = view.getComputedStyle(at);
    const filter = /opacity\(([\d.]+)(%?)\)/.exec(style.filter);
    opacity *= Number(style.opacity) * (filter ? Number(filter[1]) / (filter[2] ? 100 : 1) : 1);
  }
  return opacity < FAINTEST;
}

/** Whether some of the rectangle is left after all that clips it, and can be scrolled to. */
function isUnclipped(element: Element, { left, right, top, bottom }: DOMRect, view: Window): boolean {
  // Text placed before the start of the page cannot be scrolled to.
  if (right + view.scrollX <= 0 && view.scrollX >= 0) return false;
  if (bottom + view.scrollY <= 0) return false;
  let box = { left, right, top, bottom };
  for (let at: Node | null = element; at; at = composedParent(at)) {
    if (!isElement(at)) continue;
    const style = view.getComputedStyle(at);
    if (clipsAll(style)) return false;
    if (/hidden|clip/.test(style.overflowX + style.overflowY)) {
      const clip = at.getBoundingClientRect();
      box = {
        left: Math.max(box.left, clip.left),
        right: Math.min(box.right, clip.right),
        top: Math.max(box.top, clip.top),
        bottom: Math.min(box.bottom, clip.bottom),
      };
      if (box.right - box.left < 2 || box.bottom - box.top < 2) return false;
    }
    if (style.position === 'fixed') break;
  }
  return true;
}

/** The usual ways to clip an element away: for screen readers, or for bait. */
function clipsAll({ clip, clipPath }: CSSStyleDeclaration): boolean {
  const inset = /inset\(([\d.]+)%/.exec(clipPath);
  if (inset && Number(inset[1]) > 45) return true;
  return /circle\(0|polygon\(0(px)? 0/.test(clipPath) || /rect\(([01]px,? ?){4}\)/.test(clip);
}
