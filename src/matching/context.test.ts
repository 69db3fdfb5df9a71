import { describe, expect, it } from 'vitest';
import { PageContext } from './context.ts';
import { everything, matcherFor } from './testing/brackets.ts';

const matcher = matcherFor(
  [
    { variants: [{ pattern: 'new era', needs: 'china' }] },
    {
      variants: [
        { pattern: 'Belt and Road' },
        { pattern: 'BRI', status: 'abbreviation', needs: 'expansion' },
      ],
    },
  ],
  ['Beijing', 'Xi Jinping', 'Xinhua'],
);
const read = (context: PageContext, text: string) => context.add(matcher.find(text, everything(matcher)));

describe('the context of a page', () => {
  it('takes different cues, two of them here', () => {
    const context = new PageContext(matcher.tables, [2]);
    expect(read(context, 'Beijing, Beijing, Beijing')).toBe(false);
    expect(context.met(0, 0)).toBe(false);
    expect(read(context, 'said Xinhua')).toBe(true);
    expect(context.met(0, 0)).toBe(true);
  });

  it('takes an unmistakable phrase for a cue, and for the long form of its abbreviation', () => {
    const context = new PageContext(matcher.tables, [2]);
    expect(context.met(2, 'expansion')).toBe(false);
    expect(read(context, 'the Belt and Road from Beijing')).toBe(true);
    expect(context.met(2, 'expansion')).toBe(true);
    expect(context.met(0, 0)).toBe(true);
  });
});
