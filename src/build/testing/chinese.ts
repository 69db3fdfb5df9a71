import { Converter } from 'opencc-js';
import { pinyin } from 'pinyin-pro';

/** Where a converter and the glossary differ, and why the glossary is right. */
export interface Exception {
  readonly converted: string;
  readonly ours: string;
  readonly why: string;
}

const toTaiwan = Converter({ from: 'cn', to: 'tw' });
const toSimplified = [Converter({ from: 'tw', to: 'cn' }), Converter({ from: 'twp', to: 'cn' })];

/** In the characters and quotes of Taiwan, with the official 臺 and with the usual 台. */
export function inTraditional(simplified: string): string[] {
  const text = toTaiwan(simplified).replaceAll('“', '「').replaceAll('”', '」');
  return [...new Set([text, text.replaceAll('臺', '台')])];
}

/** Character by character, and with what the converter knows of Taiwan's wordings. */
export function inSimplified(traditional: string): string[] {
  return [...new Set(toSimplified.map((convert) => convert(traditional)))];
}

/** One word, lower case. 一 and 不 keep their own tones, as the spelling rules for pinyin ask. */
export function inPinyin(simplified: string): string {
  return bare(pinyin(simplified, { toneSandhi: false }));
}

/** Without what the converter does not write alike: spaces, apostrophes, hyphens, commas, capitals. */
export function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Applies exceptions only where a converter's text is refused, and knows which were needed. */
export function exceptions(list: readonly Exception[]) {
  const needed = new Set<Exception>();
  return {
    accepts(converted: string, isRight: (text: string) => boolean): boolean {
      if (isRight(converted)) return true;
      const applied = list.filter((exception) => converted.includes(exception.converted));
      const text = applied.reduce(
        (from, { converted: made, ours }) => from.replaceAll(made, ours),
        converted,
      );
      if (!isRight(text)) return false;
      for (const exception of applied) needed.add(exception);
      return true;
    },
    unneeded: () => list.filter((exception) => !needed.has(exception)).map(({ converted }) => converted),
  };
}

export const TRADITIONAL: readonly Exception[] = [
  { converted: '一箇中國', ours: '一個中國', why: 'The converter takes 箇, a rare variant, here only' },
  { converted: '東昇', ours: '東升', why: '昇 is for the sun; the phrase is about power, 升' },
  { converted: '伙伴', ours: '夥伴', why: 'The converter misses the word after 合作' },
  { converted: '互鑑', ours: '互鑒', why: 'Both are right; official texts in traditional script have 鑒' },
];

/** Mostly wordings of Taiwan, which writers of simplified Chinese do not use. */
export const SIMPLIFIED: readonly Exception[] = [
  { converted: '世界网路大会', ours: '世界互联网大会', why: '網路 is also Taiwan’s word for the Internet' },
  { converted: '东协', ours: '东盟', why: 'Taiwan’s name for ASEAN' },
  { converted: '供给面', ours: '供给侧', why: 'Taiwan’s word for the supply side' },
  { converted: '利害关系人', ours: '利益相关者', why: 'Taiwan’s word for stakeholders' },
  { converted: '品质', ours: '质量', why: 'Taiwan’s word for quality' },
  { converted: '数码', ours: '数字', why: 'Hong Kong’s word for digital' },
  { converted: '永续', ours: '可持续', why: 'Taiwan’s word for sustainable' },
  { converted: '积极防卫', ours: '积极防御', why: 'Taiwan’s rendering from English' },
  { converted: '说好中国', ours: '讲好中国', why: 'Taiwan’s wording' },
  { converted: '新型态', ours: '新形态', why: 'Taiwan’s spelling' },
  { converted: '赛局', ours: '博弈', why: 'Taiwan’s word for a game in theory' },
];

export const PINYIN: readonly Exception[] = [
  {
    converted: 'wèizhōngxīn',
    ours: 'wéizhōngxīn',
    why: '以…为 is wéi, “as”; the converter reads wèi, “for”',
  },
  { converted: 'wèihéxīn', ours: 'wéihéxīn', why: '以…为 is wéi, “as”; the converter reads wèi, “for”' },
  { converted: 'nèijuàn', ours: 'nèijuǎn', why: '卷 is juǎn where it means rolling up' },
  {
    converted: 'gùshì',
    ours: 'gùshi',
    why: 'The dictionaries’ neutral tone for “story”; gùshì is an old practice',
  },
  { converted: 'cāngyíng', ours: 'cāngying', why: 'The dictionaries’ neutral tone' },
];
