import type { Highlighter } from './highlighter.ts';
import type { PageMatch } from './page-match.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface HoverParts {
  readonly document: Document;
  highlighter(): Highlighter | null;
  /** Whether there is anything to hover. */
  isActive(): boolean;
  isOurs(node: EventTarget | null): boolean;
  /** The pointer has come to a phrase; it may rest there. */
  onOver(): void;
  onEnter(match: PageMatch, point: Point, how: 'pointer' | 'touch'): void;
  /** The pointer is on no phrase and not on the card. */
  onLeave(): void;
  /** The pointer is on the card. */
  onCard(): void;
  /** A press outside the card. */
  onPressOutside(): void;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const IN = 150;
const OUT = 300;

/** Notices the pointer resting on a phrase: one look a frame at most. */
export function watchPointer(parts: HoverParts): void {
  const { document, signal } = parts;
  const view = document.defaultView;
  if (!view) return;
  const options = { capture: true, passive: true, signal };
  let frame = 0;
  let point: Point = { x: 0, y: 0 };
  let over: PageMatch | null = null;
  let entering: ReturnType<typeof setTimeout> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let onCard = false;

  const leave = () => {
    clearTimeout(entering);
    over = null;
    leaving ??= setTimeout(() => {
      leaving = undefined;
      parts.onLeave();
    }, OUT);
  };
  const stay = () => {
    clearTimeout(leaving);
    leaving = undefined;
  };
  const look = () => {
    frame = 0;
    if (onCard) {
      clearTimeout(entering);
      over = null;
      stay();
      parts.onCard();
      return;
    }
    const match = parts.highlighter()?.matchAt(point.x, point.y) ?? null;
    if (!match) return leave();
    stay();
    if (match === over) return;
    over = match;
    parts.onOver();
    clearTimeout(entering);
    entering = setTimeout(() => parts.onEnter(match, point, 'pointer'), IN);
  };

  view.addEventListener(
    'pointermove',
    (event) => {
      if (!parts.isActive() || event.pointerType === 'touch') return;
      point = { x: event.clientX, y: event.clientY };
      onCard = parts.isOurs(event.target);
      frame ||= view.requestAnimationFrame(look);
    },
    options,
  );
  // Not in the capture phase: there the leaving of every element inside would be heard too.
  document.documentElement.addEventListener('pointerleave', () => parts.isActive() && leave(), {
    passive: true,
    signal,
  });
  view.addEventListener(
    'pointerdown',
    (event) => {
      if (!parts.isActive() || parts.isOurs(event.target)) return;
      clearTimeout(entering);
      parts.onPressOutside();
    },
    options,
  );
  // A tap opens the card; links and buttons keep what a tap means to them.
  view.addEventListener(
    'click',
    (event) => {
      if (!parts.isActive() || !('pointerType' in event) || event.pointerType !== 'touch') return;
      const target = event.composedPath()[0];
      if (target instanceof Element && target.closest('a,button,input,select,textarea,label,summary')) return;
      const match = parts.highlighter()?.matchAt(event.clientX, event.clientY);
      if (match) parts.onEnter(match, { x: event.clientX, y: event.clientY }, 'touch');
    },
    options,
  );
  signal.addEventListener('abort', () => {
    view.cancelAnimationFrame(frame);
    clearTimeout(entering);
    clearTimeout(leaving);
  });
}
