declare module 'virtual:matcher' {
  import type { PackedMatcher } from '../matching/packed.ts';
  const matcher: PackedMatcher;
  export default matcher;
}

declare module 'virtual:bars' {
  import type { PackedBars } from '../matching/bars.ts';
  const bars: PackedBars;
  export default bars;
}

declare module 'virtual:categories' {
  /** The ids of the bundled glossary's categories, in the order of their numbers. */
  const categories: readonly string[];
  export default categories;
}
