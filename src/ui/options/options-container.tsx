import { browser } from 'wxt/browser';
import { categoryColours } from '../../settings/effects.ts';
import { dismissProblems, type Problem } from '../../settings/problems.ts';
import { settings as settingsSpec, tracking as trackingSpec } from '../../settings/records.ts';
import { useGlossary } from '../parts/use-glossary.ts';
import { useProblems, useRecord } from '../parts/use-record.ts';
import { Look } from './look.tsx';
import { Reading } from './reading.tsx';
import { Sites } from './sites.tsx';
import { TermList } from './term-list.tsx';

const sections = ['Terms', 'Look', 'Sites', 'Reading'] as const;

/** Reads the settings for the options page, whose parts take props only. */
export function OptionsContainer() {
  const glossary = useGlossary();
  const [settings, changeSettings] = useRecord(settingsSpec);
  const [tracking, changeTracking] = useRecord(trackingSpec);
  const problems = useProblems();
  if (!glossary || !settings || !tracking) return null;

  const ids = glossary.categories.map(({ id }) => id);
  const colours = categoryColours(settings, ids);
  const asked = decodeURIComponent(location.hash.slice(1));
  const initial = glossary.terms.some(({ id }) => id === asked) ? asked : null;
  return (
    <div class="options">
      <nav aria-label="Settings">
        <h1>Watchword</h1>
        {sections.map((title) => (
          <a key={title} href={`#${title.toLowerCase()}`}>
            {title}
          </a>
        ))}
      </nav>
      <main>
        {problems.length > 0 && <Problems problems={problems} />}
        <TermList
          glossary={glossary}
          tracking={tracking}
          onTracking={changeTracking}
          colourOf={(category) => colours[ids.indexOf(category)] ?? ''}
          initial={initial}
        />
        <Look glossary={glossary} settings={settings} colours={colours} onSettings={changeSettings} />
        <Sites settings={settings} onSettings={changeSettings} />
        <Reading settings={settings} onSettings={changeSettings} />
      </main>
    </div>
  );
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  return (
    <section class="problems" role="alert">
      <h2>Please look</h2>
      <ul>
        {problems.map(({ at, message }) => (
          <li key={at}>
            {message} <span class="quiet">{new Date(at).toLocaleString()}</span>
          </li>
        ))}
      </ul>
      <button type="button" class="link" onClick={() => void dismissProblems(browser.storage)}>
        Understood
      </button>
    </section>
  );
}
