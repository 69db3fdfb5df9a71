import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { inAscii, inQuotes } from './quick-plugin.ts';

test.each(['“', '命运', '😀', 'é\u00ad', 'plain'])('%j means the same in ASCII', (text) => {
  const code = inAscii(
    `['${text}', \`${text}\`, /^${text}$/u.test('${text}'), /^[${text}]+$/u.test('${text}')]`,
  );
  expect(code).toMatch(/^[\0-\x7f]*$/);
  expect(JSON.parse(runInNewContext(`JSON.stringify(${code})`) as string)).toEqual([text, text, true, true]);
});

test.each([
  ['JSON.parse(`{"a":1}`)', `JSON.parse('{"a":1}')`],
  [`f(\`${'aB3+'.repeat(300)}\`)`, `f('${'aB3+'.repeat(300)}')`],
  ['JSON.parse(`"it\'s"`)', 'JSON.parse(`"it\'s"`)'],
  ['JSON.parse(`${x}`)', 'JSON.parse(`${x}`)'],
  ['JSON.parse(`"\\n"`)', 'JSON.parse(`"\\n"`)'],
  ['f(`short`)', 'f(`short`)'],
  [`f(\`a\`);${'x();'.repeat(400)}f(\`b\`)`, `f(\`a\`);${'x();'.repeat(400)}f(\`b\`)`],
])('data in templates becomes a string %#', (code, expected) => {
  expect(inQuotes(code)).toBe(expected);
});
