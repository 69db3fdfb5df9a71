// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readGlossary } from '../../build/read-glossary.ts';
import { GLOSSARY_FOLDER } from '../../build/vite-plugin.ts';
import { type CardEntry, cardEntry } from '../../glossary/card-entry.ts';
import { Card, type CardProps } from './card.tsx';
import { citation } from './citation.ts';

const glossary = readGlossary(GLOSSARY_FOLDER);
const entry = cardEntry(glossary, 'community-with-a-shared-future-for-mankind')!;
const box = document.createElement('div');
document.body.append(box);

function show(props: Partial<CardProps> = {}): void {
  const all: CardProps = {
    entry,
    seen: { text: 'community of common destiny for mankind', variant: 'en-destiny' },
    colourOf: () => '#b7791f',
    load: (id) => Promise.resolve(cardEntry(glossary, id)),
    onCopy: () => Promise.resolve(true),
    ...props,
  };
  void act(() => render(<Card {...all} />, box));
}

async function press(name: string): Promise<void> {
  const button = [...box.querySelectorAll('button')].find(
    (one) => one.textContent?.trim() === name || one.getAttribute('aria-label') === name,
  );
  if (!button) throw new Error(`No button “${name}”`);
  await act(async () => {
    button.click();
    await Promise.resolve();
  });
}

afterEach(() => act(() => render(null, box)));

describe('the card', () => {
  it('answers what, which rendering, what it means, who says so, since when, where next', () => {
    show();
    const text = box.textContent ?? '';
    const parts = [
      entry.term.head,
      '人类命运共同体',
      'community of common destiny for mankind',
      'Earlier official rendering',
      entry.term.gist,
      'Officially',
      entry.term.official[0]!.by,
      'Others say',
      entry.term.outside[0]!.by,
      'Earliest use found',
      entry.related[0]!.head,
    ];
    // The last one: a related term may have a part of this one's name.
    const places = parts.map((part, i) =>
      i < parts.length - 1 ? text.indexOf(part) : text.lastIndexOf(part),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).not.toContain(entry.term.outside[1]!.text);
  });

  it('keeps the rest behind “More”, a page at a time', async () => {
    show();
    await press('More');
    expect(box.textContent).toContain(entry.term.outside[1]!.text);
    expect(box.textContent).toContain(entry.term.examples[0]!.text);
    await press('History');
    expect(box.textContent).toContain(entry.term.timeline![0]!.text);
    await press('Sources');
    expect(box.querySelectorAll('.sources li')).toHaveLength(entry.sources.length);
    await press('Less');
    expect(box.textContent).toContain(entry.term.gist);
  });

  it('steps to a related term and back', async () => {
    show();
    await press(entry.related[0]!.head);
    expect(box.querySelector('h2')?.textContent).toBe(entry.related[0]!.head);
    await press('Back to the term before');
    expect(box.querySelector('h2')?.textContent).toBe(entry.term.head);
  });

  it('pins, closes and says whether the citation was copied', async () => {
    const onPin = vi.fn();
    const onClose = vi.fn();
    show({ onPin, onClose, onCopy: () => Promise.resolve(false) });
    await press('Keep this card open');
    expect(onPin).toHaveBeenLastCalledWith(true);
    await press('Close');
    expect(onClose).toHaveBeenCalledOnce();
    await press('Copy citation');
    expect(box.textContent).toContain('Could not copy');
  });

  it('turns nothing that an entry holds into HTML or a link that runs', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const hostile: CardEntry = {
      ...entry,
      term: {
        ...entry.term,
        head: evil,
        gist: evil,
        note: evil,
        official: [{ by: evil, text: evil, sources: ['s'] }],
      },
      sources: [{ id: 's', title: evil, publisher: evil, url: 'javascript:alert(1)' }],
    };
    show({ entry: hostile, seen: { text: evil, variant: 'en-destiny' } });
    expect(box.querySelector('img')).toBeNull();
    expect([...box.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([]);
    expect(box.querySelector('h2')?.textContent).toBe(evil);
  });
});

it('writes a citation of the entry and of where it was read', () => {
  const text = citation(
    entry,
    { text: 'a phrase', title: 'A page', url: 'https://example.org/x' },
    new Date('2026-03-05'),
  );
  expect(text).toContain('“Community with a Shared Future for Mankind” (人类命运共同体');
  expect(text).toContain('Read as “a phrase” in: A page, https://example.org/x (seen 5 March 2026).');
  expect(text.split('\n').filter((line) => line.startsWith('– '))).toHaveLength(entry.sources.length);
});
