import { DASH, SPACE } from './fold.ts';
import { NONE } from './numbers.ts';
import { type Patterns, Token } from './patterns.ts';

/** A state with more places finds them by their tokens. */
const FEW = 8;

/**
 * A state of the automaton of some patterns, of which only as much is made as texts lead through: a
 * page holds few phrases, so the most of it never is.
 */
export class State {
  /** What ends here. */
  readonly accepts: readonly number[];
  /** The lists of which an item may come here, */
  readonly lists: readonly number[];
  /** and whether the match may that is looked around. */
  readonly takesSelf: boolean;
  /** Nothing but a unit may come here, and nothing ends. */
  readonly isPlain: boolean;
  private readonly places: readonly number[];
  /** Where tokens lead: the one that was asked for first, and the others. */
  private token = NONE;
  private next: State | null = null;
  private others: Map<number, State | null> | null = null;
  private byToken: Map<number, number[]> | null = null;

  /** The state of the places `from`. White space is left out where there was some before it. */
  constructor(
    private readonly patterns: Patterns,
    from: readonly number[],
    afterSpace: boolean,
  ) {
    ({ places: this.places, accepts: this.accepts } = patterns.reach(from, afterSpace));
    let lists: number[] | null = null;
    let takesSelf = false;
    for (const place of this.places) {
      const token = patterns.tokenAt(place);
      if (token < Token.self) continue;
      if (token === Token.self) takesSelf = true;
      else if (!lists?.includes(token - Token.list)) (lists ??= []).push(token - Token.list);
    }
    this.lists = lists ?? none;
    this.takesSelf = takesSelf;
    this.isPlain = !takesSelf && !lists && !this.accepts.length;
  }

  /** Whether a phrase may go on with a code: if not, it does not. */
  mayTake(code: number): boolean {
    return this.takesSelf || this.lists.length > 0 || this.step(code) !== null;
  }

  /** The tokens on which it goes on. */
  get tokens(): ReadonlySet<number> {
    return new Set(this.places.map((place) => this.patterns.tokenAt(place)));
  }

  /** Where a token leads; null if nowhere. */
  step(token: number): State | null {
    if (token === this.token) return this.next;
    const known = this.others?.get(token);
    if (known !== undefined) return known;
    const places = this.placesOf(token);
    const isSpace = token === SPACE || token === DASH;
    const state = places.length ? new State(this.patterns, places, isSpace) : null;
    // Most states are asked for one token only.
    if (this.token === NONE) [this.token, this.next] = [token, state];
    else (this.others ??= new Map()).set(token, state);
    return state;
  }

  /** The places behind those of a token. */
  private placesOf(token: number): readonly number[] {
    if (this.places.length > FEW) return (this.byToken ??= this.sorted()).get(token) ?? none;
    const places: number[] = [];
    for (const place of this.places) if (this.patterns.tokenAt(place) === token) places.push(place + 1);
    return places;
  }

  private sorted(): Map<number, number[]> {
    const byToken = new Map<number, number[]>();
    for (const place of this.places) {
      const token = this.patterns.tokenAt(place);
      const same = byToken.get(token);
      if (same) same.push(place + 1);
      else byToken.set(token, [place + 1]);
    }
    return byToken;
  }
}

const none: readonly number[] = [];

/** The root of the automaton of some patterns. White space that they begin with counts only if it is `kept`. */
export function rootOf(patterns: Patterns, kept = false): State {
  return new State(patterns, patterns.starts, !kept);
}
