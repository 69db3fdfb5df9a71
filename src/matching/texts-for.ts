import { base64Of, pack16 } from './numbers.ts';
import type { PackedTexts } from './texts.ts';

/** A pair that stands somewhere so often is worth a rule. */
const LEAST = 3;
/** Pairs that stand somewhere most often get rules first: in each round those with so much of the last round's count. */
const ROUND = 0.8;
/** A pair of names is written as one number: the first so often, and the second. */
const MOST_NAMES = 0x10000;
/** Stands between texts, so that no rule goes across. */
const BREAK = -1;
/** The bytes that a rule takes. */
const RULE = 4;

type Pair = readonly [number, number];

/**
 * Packs texts: pair by pair, what recurs is replaced by a name (Larsson and Moffat, “Off-line
 * dictionary-based compression”, 1999).
 */
export function packTexts(texts: readonly (readonly number[])[]): PackedTexts {
  const numbers = [...new Set(texts.flat())];
  const nameOf = new Map(numbers.map((number, name) => [number, name]));
  const names = texts.flatMap((text) => [...text.map((number) => nameOf.get(number) ?? 0), BREAK]);
  const { sequence, rules } = withoutDear(withRules(names, numbers.length), numbers.length);

  const frequent = frequentIn(sequence, numbers.length + rules.length);
  const byteOf = new Map(frequent.map((name, byte) => [name, byte]));
  const bytes: number[] = [];
  const lengths: number[] = [];
  let before = 0;
  for (const name of sequence) {
    const byte = byteOf.get(name);
    if (name === BREAK) {
      lengths.push(bytes.length - before);
      before = bytes.length;
    } else if (byte !== undefined) bytes.push(byte);
    else bytes.push(frequent.length + (name >> 8), name & 0xff);
  }
  return {
    numbers: pack16(numbers),
    rules: pack16(rules.flat()),
    frequent: pack16(frequent),
    bytes: base64Of(Uint8Array.from(bytes)),
    lengths,
  };
}

interface Grammar {
  readonly sequence: readonly number[];
  /** What the names from the first one behind the numbers on stand for. */
  readonly rules: readonly Pair[];
}

/** Replaces pairs by names from `first` on. */
function withRules(sequence: readonly number[], first: number): Grammar {
  const rules: Pair[] = [];
  let counts = countPairs(sequence);
  let least = [...counts.values()].reduce((a, b) => Math.max(a, b), LEAST);
  for (;;) {
    const named = new Map<number, number>();
    for (const [pair, count] of counts) {
      if (count < least || first + rules.length >= MOST_NAMES) continue;
      named.set(pair, first + rules.length);
      rules.push([Math.floor(pair / MOST_NAMES), pair % MOST_NAMES]);
    }
    if (named.size) {
      sequence = replaced(sequence, named);
      counts = countPairs(sequence);
    } else if (least === LEAST) return { sequence, rules };
    else least = Math.max(LEAST, Math.floor(ROUND * least));
  }
}

function countPairs(sequence: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  let last = BREAK;
  for (let at = 1; at < sequence.length; at++) {
    const [a = BREAK, b = BREAK] = [sequence[at - 1], sequence[at]];
    const pair = a === BREAK || b === BREAK ? BREAK : a * MOST_NAMES + b;
    // Of three of a kind only two are a pair.
    const isSecond = pair === last && a === b;
    if (pair !== BREAK && !isSecond) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    last = isSecond ? BREAK : pair;
  }
  return counts;
}

function replaced(sequence: readonly number[], named: ReadonlyMap<number, number>): number[] {
  const shorter: number[] = [];
  for (let at = 0; at < sequence.length; at++) {
    const [a = BREAK, b = BREAK] = [sequence[at], sequence[at + 1]];
    const name = a === BREAK || b === BREAK ? undefined : named.get(a * MOST_NAMES + b);
    shorter.push(name ?? a);
    if (name !== undefined) at++;
  }
  return shorter;
}

/** Takes the rules out again that cost more than they save. */
function withoutDear({ sequence, rules }: Grammar, first: number): Grammar {
  const short = new Set(frequentIn(sequence, first + rules.length));
  const bytesFor = (name: number) => (short.has(name) ? 1 : 2);
  const uses = usesOf(sequence);
  const inRules = new Set(rules.flat());
  const isDear = rules.map(([a, b], rule) => {
    const name = first + rule;
    const saved = (uses.get(name) ?? 0) * (bytesFor(a) + bytesFor(b) - bytesFor(name));
    return saved < RULE && !inRules.has(name);
  });
  if (!isDear.includes(true)) return { sequence, rules };
  let next = first;
  const renamed = isDear.map((dear) => (dear ? NaN : next++));
  const rename = (name: number) => (name < first ? name : (renamed[name - first] ?? name));
  return withoutDear(
    {
      sequence: sequence.flatMap((name) =>
        (isDear[name - first] ? (rules[name - first] ?? []) : [name]).map(rename),
      ),
      rules: rules.filter((_, rule) => !isDear[rule]).map(([a, b]): Pair => [rename(a), rename(b)]),
    },
    first,
  );
}

function usesOf(sequence: readonly number[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const name of sequence) if (name !== BREAK) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
}

/** The names used most: as many as can be a byte, if of `count` names the others take two. */
function frequentIn(sequence: readonly number[], count: number): number[] {
  const inOrder = [...usesOf(sequence)].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return inOrder.slice(0, 256 - Math.ceil(count / 256));
}
