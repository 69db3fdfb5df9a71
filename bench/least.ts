import { appearanceRules, styleNames } from '../src/settings/appearance.ts';
import { edit, someTexts, walk } from './acts.ts';
import { frames, longestTask, type Sample, spent, timed } from './clock.ts';

/**
 * In the page: the least that painting highlights takes in this browser, whoever does it. What is to be found
 * is known, nothing of the page is asked or respected. Finding comes on top of it.
 */

/** As many as in the table of the sieve. */
const BITS = 20;

/** The text of the page in one go, a code looked up for each unit, and a bit for the last few codes. */
export function scan(): number {
  const text = document.body.textContent ?? '';
  let window = 0;
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    window = ((window & 0x7ffffff) << 3) ^ ((codes[text.charCodeAt(at)] ?? 0) * 981);
    const bit = ((window & 0x1fffff) * 331) >>> (30 - BITS);
    if (((bits[bit >>> 3] ?? 0) >> (bit & 7)) & 1) found++;
  }
  return found;
}

const codes = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit % 30_000);
const bits = new Uint8Array(2 ** BITS / 8);

const names = styleNames(8);
const [name = ''] = names.categories;

/** The rules of highlights as the extension has them, or such as it has for marks. */
function addRules(selector: (name: string) => string): void {
  const sheet = new CSSStyleSheet();
  const appearance = { style: 'underline', colours: ['#b7791f', '#1f5f6b'], print: false } as const;
  sheet.replaceSync(appearanceRules(names, appearance, selector));
  document.adoptedStyleSheets.push(sheet);
}

function paint(texts: readonly Text[]): void {
  addRules((each) => `${navigator.userAgent.includes('Firefox') ? '' : ':root'}::highlight(${each})`);
  CSS.highlights.set(name, new Highlight(...texts.map(startOf)));
}

function startOf(text: Text): StaticRange {
  return new StaticRange({ startContainer: text, startOffset: 0, endContainer: text, endOffset: 3 });
}

function end(): void {
  document.adoptedStyleSheets = [];
  CSS.highlights.clear();
}

/** The walk, the rules, and one highlight painted. */
export async function highlight(): Promise<number> {
  const texts = someTexts(200);
  const time = await spent(async () => {
    walk();
    paint(texts.slice(0, 1));
    await frames(5);
  });
  end();
  return time;
}

/** The walk, and two hundred elements put around text that is known. */
export async function marks(): Promise<number> {
  const texts = someTexts(200);
  const time = await spent(async () => {
    walk();
    addRules((each) => `mark.${each}`);
    for (const text of texts) {
      text.splitText(3);
      const mark = document.createElement('mark');
      mark.className = name;
      text.replaceWith(mark);
      mark.append(text);
    }
    await frames(5);
  });
  end();
  return time;
}

/** A hundred changes of text, under an observer that does nothing about them. */
export async function mutation(sample: Sample): Promise<number> {
  const observer = observe();
  const texts = someTexts(100);
  const time = await timed(sample, async () => {
    for (const node of texts) node.data += ' It was changed.';
    await Promise.resolve();
    return 0;
  });
  observer.disconnect();
  return time;
}

function observe(): MutationObserver {
  const observer = new MutationObserver(() => {});
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  return observer;
}

/** The page's own changes, under such an observer, with as many highlights painted as there are matches. */
export async function edits(): Promise<number> {
  const observer = observe();
  paint(someTexts(20_000));
  await frames(3);
  const time = edit(someTexts(6000));
  observer.disconnect();
  end();
  return time;
}

/** The rules, and one highlight painted. */
export async function longTask(): Promise<number> {
  const texts = someTexts(1);
  const longest = await longestTask(() => Promise.resolve(paint(texts)));
  end();
  return longest;
}
