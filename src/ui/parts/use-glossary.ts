import { useEffect, useState } from 'preact/hooks';
import { loadGlossary } from '../../glossary/bundled.ts';
import type { Glossary } from '../../glossary/schema.ts';

/** The bundled glossary, null until it is there. */
export function useGlossary(): Glossary | null {
  const [glossary, setGlossary] = useState<Glossary | null>(null);
  useEffect(() => void loadGlossary().then(setGlossary), []);
  return glossary;
}
