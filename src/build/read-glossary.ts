import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { ChangesFile } from '../glossary/changes.ts';
import { checkGlossary } from '../glossary/check.ts';
import { type Glossary, GlossaryHead, type Term, TermFile } from '../glossary/schema.ts';

/** Says for each fault which file, which term, which field and why. Stops the build. */
export class GlossaryError extends Error {
  constructor(readonly faults: readonly string[]) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super(`The glossary has ${count}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'GlossaryError';
  }
}

/**
 * Joins `glossary.json`, `changes.json` and `terms/*.json` of a folder to one checked glossary.
 * Throws {@link GlossaryError} with every fault found.
 */
export function readGlossary(folder: string): Glossary {
  const faults: string[] = [];
  const headFile = join(folder, 'glossary.json');
  const head = readFile(headFile, GlossaryHead, faults);
  const changesFile = join(folder, 'changes.json');
  const log = readFile(changesFile, ChangesFile, faults);

  const terms: Term[] = [];
  const files = new Map<string, string>();
  const termsFolder = join(folder, 'terms');
  for (const name of readdirSync(termsFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()) {
    const file = join(termsFolder, name);
    const term = readFile(file, TermFile, faults);
    if (!term) continue;
    if (`${term.id}.json` !== name)
      faults.push(`${show(file)}: id: The file should be named ${term.id}.json`);
    const { $schema: _, ...rest } = term;
    terms.push(rest);
    files.set(term.id, file);
  }
  if (!head || !log || faults.length) throw new GlossaryError(faults);

  const { $schema: _, ...rest } = head;
  const glossary: Glossary = { ...rest, changes: log.changes, terms };
  for (const { term, field, reason } of checkGlossary(glossary)) {
    const shared = field.startsWith('changes') ? changesFile : headFile;
    faults.push(`${show((term && files.get(term)) ?? shared)}: ${field}: ${reason}`);
  }
  if (faults.length) throw new GlossaryError(faults);
  return glossary;
}

function readFile<T extends v.GenericSchema>(
  file: string,
  schema: T,
  faults: string[],
): v.InferOutput<T> | null {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    faults.push(`${show(file)}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    faults.push(`${show(file)}: ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`);
  }
  return null;
}

function show(file: string): string {
  return relative(process.cwd(), file);
}
