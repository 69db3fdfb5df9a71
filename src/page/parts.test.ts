// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';
import { readText, type ReadingRules } from './reading.ts';

const rules: ReadingRules = { code: false, isOurs: () => false, onElement: () => undefined };
const many = Array.from({ length: 60 }, (_, i) => `<li>item <b>${i}</b></li>`).join('\n');

test.each([
  ['text', 'one <b>two</b> three'],
  ['what is left alone', 'a<script>b</script>c<style>d</style><p>e<textarea>f</textarea></p>g'],
  [
    'what is left alone, deep down',
    '<div><section><p>a <i>b<code>c</code></i></p></section> d</div><p>e</p>',
  ],
  ['editors', '<div contenteditable>a</div><div contenteditable="false">b</div><p role="textbox">c</p>d'],
  ['ruby', '<ruby>人<rt>rén</rt>类<rt>lèi</rt></ruby>'],
  ['unknown elements', '<x-card>a<y-z>b</y-z></x-card><blink>c</blink>'],
  ['many elements', `<ul>${many}</ul><p>end</p>`],
  ['many elements with what is left alone', `<ul>${many}<li><pre>x</pre></li></ul><p>end</p>`],
  ['more than what comes first', `<p>a</p>${'<p>b<i>c</i><code>d</code></p><u></u>'.repeat(90)}`],
  ['drawings', '<p>a <svg><title>b</title><g><text>c</text></g></svg> d</p>'],
  ['comments', 'a<!-- b --><p>c</p>'],
])('parts have the text that is read: %s', (_, html) => {
  document.body.innerHTML = html;
  const root = { root: document, first: null, last: null };
  const read = [...readText(root, rules)].map(({ text }) => text).join('');
  for (const sizes of [{}, { atOnce: 50 }, { atOnce: 1 }, { many: 3 }, { many: 3, atOnce: 50 }]) {
    const parts = [...partsOf(document.body, rules, sizes)];
    expect(parts.map(({ textContent }) => textContent).join('')).toBe(read);
  }
});

test('parts are of moderate size', () => {
  document.body.innerHTML = `<main><ul>${many}</ul><div><ol>${many}</ol></div></main>`;
  const parts = [...partsOf(document, rules)];
  expect(parts.length).toBeGreaterThan(100);
  for (const part of parts) {
    expect('getElementsByTagName' in part ? part.getElementsByTagName('*').length : 0).toBeLessThan(50);
  }
});

test.each([{}, { atOnce: 3 }, { many: 3 }])(
  'elements that may have a shadow root are told, not where nothing is read',
  (sizes) => {
    document.body.innerHTML =
      '<x-a></x-a><div id="empty"></div><p>text</p><code><x-b></x-b></code><div id="host"><i slot="s">x</i></div>';
    const told: string[] = [];
    const telling = { ...rules, onElement: ({ localName, id }: Element) => told.push(id || localName) };
    expect([...partsOf(document.body, telling, sizes)]).not.toHaveLength(0);
    expect(told).toEqual(expect.arrayContaining(['x-a', 'empty', 'host']));
    expect(told).not.toContain('x-b');
    // Each top of what is looked over in one go is told too.
    if (!Object.keys(sizes).length) expect(told).not.toContain('p');
  },
);
