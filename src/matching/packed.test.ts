import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileGlossary } from '../build/compile-glossary.ts';
import { GLOSSARY_FOLDER } from '../build/vite-plugin.ts';
import { readGlossary } from '../build/read-glossary.ts';
import { packNumbers, unpackNumbers } from './numbers.ts';
import { pack, unpack } from './packed.ts';

it('unpacks what was packed', { timeout: 60_000 }, () => {
  const { tables, names } = compileGlossary(readGlossary(GLOSSARY_FOLDER));
  const packed = JSON.parse(JSON.stringify(pack(tables, names)));
  expect(unpack(packed)).toEqual({ tables, names });
  expect(() =>
    unpack({ ...packed, units: { ...packed.units, classes: packed.units.classes.slice(0, -20) } }),
  ).toThrow('instead of 65536');
});

it('packs numbers of any size', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 250_000_000 })), (numbers) => {
      expect(Array.from(unpackNumbers(packNumbers(numbers)))).toEqual(numbers);
    }),
  );
});
