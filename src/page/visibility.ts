import { composedParent, isElement } from './nodes.ts';

/**
 * Whether a reader can see text at these rectangles. A page can tell what is painted, so text that
 * nobody sees must not be: otherwise a page could list phrases in secret to learn what is tracked.
 */
export function isVisible(node: Node, rectangles: readonly DOMRect[]): boolean {
  const parent = node.parentNode;
  if (!isElement(parent) || rectangles.length === 0) return false;
  if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const view = parent.ownerDocument.defaultView;
  if (!view) return false;
  const style = view.getComputedStyle(parent);
  if (parseFloat(style.fontSize) < 4 || hasNoInk(style)) return false;
  return rectangles.some((rectangle) => isUnclipped(parent, rectangle, view));
}

/** Transparent text, unless a background shows through the letters. */
function hasNoInk(style: CSSStyleDeclaration): boolean {
  const clip = style.getPropertyValue('background-clip') || style.getPropertyValue('-webkit-background-clip');
  if (clip.includes('text')) return false;
  const fill = style.getPropertyValue('-webkit-text-fill-color') || style.color;
  return /(^rgba\(.*,|\/)\s*0(\.0\d*)?\)$/.test(fill);
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
    if (style.clipPath !== 'none' && /inset\((50|100)%|circle\(0|polygon\(0(px)? 0/.test(style.clipPath))
      return false;
    if (/rect\(0px,? 0px,? 0px,? 0px\)|rect\(1px,? 1px,? 1px,? 1px\)/.test(style.clip)) return false;
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
