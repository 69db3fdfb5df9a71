import { expect, it } from 'vitest';
import { parseToPage } from './to-page.ts';

it.each([
  { type: 'report' },
  { type: 'list' },
  { type: 'stored' },
  { type: 'go', direction: 1, term: null, fromEdge: false },
  { type: 'go', direction: -1, term: 'cyber-sovereignty', fromEdge: true },
])('takes %j', (message) => {
  expect(parseToPage({ ...message, more: 'is dropped' })).toEqual(message);
});

it.each([
  null,
  undefined,
  'report',
  [],
  {},
  { type: 'found' },
  { type: 'go' },
  { type: 'go', direction: 2, term: null, fromEdge: true },
  { type: 'go', direction: 1, term: 7, fromEdge: true },
  { type: 'go', direction: 1, fromEdge: true },
  { type: 'go', direction: 1, term: null, fromEdge: 'yes' },
])('leaves %j alone', (message) => {
  expect(parseToPage(message)).toBeNull();
});
