import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas, SCHEMA_FOLDER } from './json-schema.ts';

/** `npm run schema`: writes the published JSON Schemas anew. */

mkdirSync(SCHEMA_FOLDER, { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(join(SCHEMA_FOLDER, file), JSON.stringify(schema, null, 2));
}
