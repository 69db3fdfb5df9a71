import type { Given } from './context.ts';
import type { Matcher } from './matcher.ts';
import type { MatcherNames } from './packed.ts';
import { hintsIn } from './sieve.ts';
import type { Match, Needs, Scope } from './tables.ts';

/**
 * What a page asks about its text. The matcher need not be where the page is: all that is asked and
 * answered is plain data.
 */
export interface Search {
  /** False where a tracked variant stands for phrases that `places` does not tell of: all is to be read then. */
  readonly isSieved: boolean;
  /** How many cues each context asks of a page. */
  readonly enough: readonly number[];
  /** Where phrases stand or may stand, ascending: offsets in the text. Quick, whatever is tracked. */
  places(passage: Passage): Promise<readonly number[]>;
  /** What stands in texts. */
  find(question: Question): Promise<Answer>;
}

/** Text, of which a part is looked through. */
export interface Passage {
  readonly text: string;
  /** The part of it; around it as much as helps to judge. */
  readonly from: number;
  readonly to: number;
  /** No phrase goes on past the text. */
  readonly isWhole: boolean;
}

/** Between two pieces of text. */
export const Border = { joined: '0', separated: '1', unknown: '?' } as const;

/** Text as pieces that were read one after another, such as text nodes. */
export interface Pieced {
  readonly text: string;
  /** The offset of each piece, ascending, the first 0; the text's length last. */
  readonly starts: readonly number[];
  /** A {@link Border} for each piece: the one before it. */
  readonly borders: string;
}

export interface Question {
  readonly texts: readonly Pieced[];
  /** What the page has shown so far. */
  readonly given: Given;
  /** Cues are of no use, unless a match asks for them. */
  readonly withoutCues: boolean;
}

/** What is found in one text. */
export interface Found {
  /** In the order of the text, none overlapping another. */
  readonly matches: readonly Match[];
  /** Would be matches if what their variant needs were met. */
  readonly waiting: readonly Match[];
  /** The cues seen, each once: its number, and that of its context. */
  readonly cues: readonly (readonly [cue: number, context: number])[];
  /** Borders that make a difference and are not known. The rest is not to be relied on if there are any. */
  readonly unknown: readonly number[];
}

/** A variant, for those who have no glossary. */
export interface FoundVariant {
  readonly number: number;
  /** Within its term. */
  readonly id: string;
  readonly term: string;
  /** The number of the category of its term. */
  readonly category: number;
  readonly needs: Needs;
  /** Tracked by default: not too loose to say something of its page. */
  readonly on: boolean;
}

export interface Answer {
  /** For each text. */
  readonly found: readonly Found[];
  /** Those that are found, each once. */
  readonly variants: readonly FoundVariant[];
}

/** Answers with a matcher that is here. */
export class LocalSearch implements Search {
  readonly isSieved: boolean;
  readonly enough: readonly number[];

  /** `tracked` is 1 for each tracked variant. */
  constructor(
    private readonly matcher: Matcher,
    private readonly names: MatcherNames,
    private readonly tracked: Uint8Array,
  ) {
    this.isSieved = !matcher.tables.machines.windowless.some((variant) => tracked[variant]);
    this.enough = names.enough;
  }

  places({ text, from, to, isWhole }: Passage): Promise<readonly number[]> {
    const hints = hintsIn(text, this.matcher.tables, to).filter(({ at }) => at >= from);
    const places = this.matcher.inPhrases(text, hints, isWhole).map(({ at }) => at);
    return Promise.resolve([...new Set(places)]);
  }

  find({ texts, given, withoutCues }: Question): Promise<Answer> {
    const { variants } = this.matcher.tables;
    const [contexts, terms] = [new Set(given.contexts), new Set(given.terms)];
    const met = (variant: number, need: number | 'expansion') =>
      need === 'expansion' ? terms.has(this.termOf(variant)) : contexts.has(need);
    const scope: Scope = { tracked: this.tracked, met, withoutCues };
    const found = texts.map((text) => this.findIn(text, scope));
    const numbers = new Set(
      found.flatMap(({ matches, waiting }) => [...matches, ...waiting].map(({ variant }) => variant)),
    );
    return Promise.resolve({
      found,
      variants: [...numbers].map((number) => {
        const { id = '', term = 0 } = this.names.variants[number] ?? {};
        const { id: termId = '', category = 0 } = this.names.terms[term] ?? {};
        const { needs = null, on = false } = variants.at(number) ?? {};
        return { number, id, term: termId, category, needs, on };
      }),
    });
  }

  private findIn({ text, starts, borders }: Pieced, scope: Scope): Found {
    const unknown = new Set<number>();
    const separated = (index: number): boolean => {
      if (borders[index] === Border.unknown) unknown.add(index);
      return borders[index] !== Border.joined;
    };
    const { matches, waiting, cues } = this.matcher.find(text, scope, { starts, separated });
    const contexts = this.matcher.tables.cues;
    return {
      matches,
      waiting,
      cues: [...cues].map((cue) => [cue, contexts[cue] ?? 0]),
      unknown: [...unknown],
    };
  }

  private termOf(variant: number): string {
    return this.names.terms[this.names.variants[variant]?.term ?? 0]?.id ?? '';
  }
}
