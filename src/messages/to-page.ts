/** From the background or the popup to the frames of a tab. */
export type ToPage =
  /** Asks each frame to send its report. */
  | { readonly type: 'report' }
  /** What is stored has changed. */
  | { readonly type: 'stored' }
  /** Go to a match and open its card; answered with whether there was one. */
  | {
      readonly type: 'go';
      readonly direction: 1 | -1;
      readonly term: string | null;
      /** Begin at the frame's first (or last) match. */
      readonly fromEdge: boolean;
    }
  /** Asks for every visible match in order; answered with `ListedMatch[]`. */
  | { readonly type: 'list' };

/** A match as a reader can look it up in the page. */
export interface ListedMatch {
  readonly text: string;
  readonly term: string;
  readonly variant: string;
  /** Offsets in the text of the block, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The id of the nearest ancestor that has one; null: the offsets count from the root. */
  readonly block: string | null;
}

/** Checked by hand: a library that checks would be a fifth of the script in every frame. */
export function parseToPage(message: unknown): ToPage | null {
  if (typeof message !== 'object' || message === null) return null;
  const { type, direction, term, fromEdge }: Partial<Record<string, unknown>> = { ...message };
  if (type === 'report' || type === 'stored' || type === 'list') return { type };
  if (type !== 'go' || typeof fromEdge !== 'boolean') return null;
  if ((direction !== 1 && direction !== -1) || (term !== null && typeof term !== 'string')) return null;
  return { type, direction, term, fromEdge };
}
