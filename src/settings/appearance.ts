/** How highlights look. */
export interface Appearance {
  readonly style: 'underline' | 'dotted' | 'fill';
  /** Hex colours by category number; the last serves all further categories. */
  readonly colours: readonly string[];
  readonly print: boolean;
}

/** Names in the page's style that are ours alone and differ on each page. */
export interface StyleNames {
  readonly categories: readonly string[];
  readonly activeOnLight: string;
  readonly activeOnDark: string;
}

const PAPER = '#fffefb';
const INK = '#1f1d1a';

/** Random names: a fixed one would let any site ask whether Watchword is installed. */
export function styleNames(categories: number, random: () => string = randomName): StyleNames {
  const base = random();
  return {
    categories: Array.from({ length: categories }, (_, i) => `${base}${i}`),
    activeOnLight: `${base}l`,
    activeOnDark: `${base}d`,
  };
}

function randomName(): string {
  const letters = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(letters, (byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

/**
 * The declarations for one category. A background always comes with a text colour, because text
 * of an unknown colour may be unreadable on it.
 */
export function declarations({ style }: Pick<Appearance, 'style'>, colour: string): string {
  if (style === 'fill') return `background-color:${mix(colour, PAPER, 0.3)};color:${INK}`;
  const line = style === 'dotted' ? 'dotted' : 'solid';
  return `text-decoration:underline ${line} ${colour} 2px;text-underline-offset:18%;text-decoration-skip-ink:none`;
}

/** The rules for names; `selector` makes a selector of each. */
export function appearanceRules(
  names: StyleNames,
  appearance: Appearance,
  selector: (name: string) => string,
): string {
  const rule = (name: string, text: string) => `${selector(name)}{${text}}`;
  const rules = [
    ...names.categories.map((name, i) => rule(name, declarations(appearance, colourOf(appearance, i)))),
    rule(names.activeOnLight, `background-color:#fff0b3;color:${INK}`),
    rule(names.activeOnDark, 'background-color:#4a3b0c;color:#f6f1e4'),
  ];
  return `@media ${appearance.print ? 'all' : 'screen'}{${rules.join('')}}`;
}

function colourOf({ colours }: Pick<Appearance, 'colours'>, category: number): string {
  return colours[category] ?? colours[colours.length - 1] ?? '#b7791f';
}

/** `share` of one hex colour in another. */
function mix(colour: string, ground: string, share: number): string {
  const channel = (hex: string, i: number) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => {
    const value = Math.round(channel(colour, i) * share + channel(ground, i) * (1 - share));
    return value.toString(16).padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
