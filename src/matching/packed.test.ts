import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileGlossary } from '../build/compile-glossary.ts';
import { GLOSSARY_FOLDER } from '../build/vite-plugin.ts';
import { readGlossary } from '../build/read-glossary.ts';
import { bytesFrom, pack16, unpack16 } from './numbers.ts';
import type { MatcherTables } from './tables.ts';
import { pack, type PackedMatcher, unpack } from './packed.ts';

const { tables, names, bars } = compileGlossary(readGlossary(GLOSSARY_FOLDER));
const packed: PackedMatcher = JSON.parse(JSON.stringify(pack(tables, names)));

it('takes less than 300 KB for the bundled glossary', () => {
  // Bytes are in base64; names and a few numbers are JSON.
  const { terms, ids, ...rest } = packed;
  const size = (part: unknown): number =>
    typeof part === 'string'
      ? bytesFrom(part).length
      : Array.isArray(part)
        ? JSON.stringify(part).length
        : Object.values(Object(part)).reduce<number>((sum, one) => sum + size(one), 0);
  const total = terms.length + ids.length + size(rest);
  expect(total).toBeLessThan(300_000);
});

it('unpacks what was packed', () => {
  const again = unpack(packed, bars);
  const rowsOf = ({ variants }: MatcherTables) =>
    Array.from({ length: variants.length }, (_, i) => variants.at(i));
  expect(rowsOf(again.tables)).toEqual(rowsOf(tables));
  const { variants: _, bars: __, units: ___, machines, ...rest } = tables;
  expect(again.tables.machines.packed).toEqual({
    ...machines.packed,
    firsts: Uint16Array.from(machines.packed.firsts),
  });
  expect(again.tables).toMatchObject({ ...rest, cues: Uint8Array.from(rest.cues) });
  const { terms, variants, enough } = again.names;
  expect({ terms, variants, enough }).toEqual(names);
  expect(again.tables.units).not.toEqual(tables.units);
  // Pages in English are read with what is there at once.
  for (const [from, to] of [
    [0, 0x100],
    [0x2000, 0x2070],
  ]) {
    expect(again.tables.units.codes.slice(from, to)).toEqual(tables.units.codes.slice(from, to));
    expect(again.tables.units.kinds.slice(from, to)).toEqual(tables.units.kinds.slice(from, to));
  }
  again.tables.units.prepareFor('中');
  expect(again.tables.units).toEqual(tables.units);
  const short = { ...packed.units, lasts: packed.units.lasts.slice(0, -24) };
  const shorter = unpack({ ...packed, units: short }, bars).tables.units;
  expect(() => shorter.prepareFor('中')).toThrow('instead of 65536');
});

it('packs numbers of 16 bits', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 0xffff })), (numbers) => {
      expect(Array.from(unpack16(pack16(numbers)))).toEqual(numbers);
    }),
  );
});
