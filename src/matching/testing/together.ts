import { DASH, SPACE } from '../fold.ts';
import { Patterns, Token } from '../patterns.ts';
import type { Machines } from '../machines.ts';

/** The sets of variants that have a phrase in common, by their numbers. */
export function acceptedTogether({ texts, terms }: Machines): number[][] {
  const items = (list: number) => [
    Token.open,
    ...Array.from(texts.at(terms + 1 + list))
      .slice(0, -1)
      .map((token) => (token === Token.end ? Token.or : token)),
    Token.close,
  ];
  const written = Array.from({ length: terms }, (_, term) => Array.from(texts.at(term)))
    .flat()
    .flatMap((token) => (token >= Token.list ? items(token - Token.list) : [token]));
  const patterns = new Patterns(Uint16Array.from(written), (variant) => variant);

  const sets = new Map<string, readonly number[]>();
  const seen = new Set<string>();
  const open = [{ from: patterns.starts, afterSpace: true }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { places, accepts } = patterns.reach(next.from, next.afterSpace);
    if (accepts.length > 1) sets.set(accepts.toSorted((a, b) => a - b).join(), accepts);
    const key = places.toSorted((a, b) => a - b).join();
    if (seen.has(key)) continue;
    seen.add(key);
    const byToken = new Map<number, number[]>();
    for (const place of places) {
      const token = patterns.tokenAt(place);
      byToken.set(token, [...(byToken.get(token) ?? []), place + 1]);
    }
    for (const [token, from] of byToken) open.push({ from, afterSpace: token === SPACE || token === DASH });
  }
  return [...sets.values()].map((set) => set.toSorted((a, b) => a - b));
}
