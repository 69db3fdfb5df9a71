import type { Variant } from './schema.ts';

/** The contexts that a variant needs. */
export function contextsOf(needs: Variant['needs']): readonly string[] {
  return needs === undefined || needs === 'expansion' ? [] : typeof needs === 'string' ? [needs] : needs;
}
