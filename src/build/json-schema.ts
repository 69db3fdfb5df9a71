import { toJsonSchema } from '@valibot/to-json-schema';
import { ChangesFile } from '../glossary/changes.ts';
import { Glossary, GlossaryHead, TermFile } from '../glossary/schema.ts';

export const SCHEMA_FOLDER = 'docs/schema';

/** The published files: what each is about, and the schema that it comes from. */
export const SCHEMAS = {
  'term.schema.json': ['A term of a Watchword glossary', TermFile],
  'glossary-head.schema.json': ['What the terms of a Watchword glossary share', GlossaryHead],
  'changes.schema.json': ['The change log of a Watchword glossary', ChangesFile],
  'glossary.schema.json': ['A whole Watchword glossary', Glossary],
} as const;

/** What is published for editors and other programs: the name of each file in the folder, and its content. */
export function jsonSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([file, [title, schema]]) => {
      const { $schema, ...rest } = toJsonSchema(schema, {
        typeMode: 'input',
        // VS Code says this instead of the regular expression.
        overrideAction: ({ valibotAction, jsonSchema }) =>
          valibotAction.type === 'regex' && 'message' in valibotAction
            ? { ...jsonSchema, patternErrorMessage: valibotAction.message }
            : null,
      });
      return [file, { $schema, title, ...rest }];
    }),
  );
}
