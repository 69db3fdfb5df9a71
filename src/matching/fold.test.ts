import { expect, test } from 'vitest';
import { createFold, DASH, FREE, INVISIBLE, MARK, QUOTE, SPACE, UNSEEN, WORD } from './fold.ts';

const fold = createFold();
const folded = (text: string) =>
  Array.from({ length: text.length }, (_, i) => fold.symbols[text.charCodeAt(i)]!);

test.each([
  ['ABC', 'abc'],
  ['ÀÉÎõüñçÅ', 'aeiouncа'.replace('а', 'a')],
  ['ＡＢＣ１２', 'abc12'],
  ['øłđħı', 'oldhi'],
  ['ЁЙ', 'еи'],
  ['人類', '人類'],
  ['한국', '한국'],
])('%s folds to %s', (text, expected) => {
  expect(String.fromCharCode(...folded(text))).toBe(expected);
});

test.each([
  ['dashes', '-‐‑‒–—―−－', DASH],
  ['quotes', '"\'“”‘’«»「」『』´`', QUOTE],
  ['spaces', ' \t\n\u00a0\u2009\u202f\u3000', SPACE],
  ['what cannot be seen', '\u00ad\u200b\u200d\u2060\ufeff\u202e\u0301\ufe0f', INVISIBLE],
])('%s fold together', (_name, text, symbol) => {
  expect(new Set(folded(text))).toEqual(new Set([symbol]));
});

test.each([
  ['a', WORD],
  ['Я', WORD],
  ['7', WORD],
  ['ع', WORD],
  ['人', FREE],
  ['カ', FREE],
  ['한', FREE],
  ['ก', FREE],
  ['.', MARK],
  ['’', MARK],
  ['\u00ad', UNSEEN],
  ['\u0301', UNSEEN],
])('%s is of class %i', (character, kind) => {
  expect(fold.classes[character.charCodeAt(0)]).toBe(kind);
});
