import { useState } from 'preact/hooks';
import type { Settings } from '../../settings/records.ts';

type SiteList = NonNullable<Settings['sites']>;

interface SitesProps {
  readonly settings: Settings;
  onSettings(change: (settings: Settings) => Settings): void;
}

/** On which sites pages are read. */
export function Sites({ settings, onSettings }: SitesProps) {
  const { mode = 'except', hosts = [] } = settings.sites ?? {};
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  // From what is stored, not from what was shown: another page may have changed it meanwhile.
  const change = (work: (sites: SiteList) => SiteList) =>
    onSettings((old) => ({ ...old, sites: work(old.sites ?? { mode: 'except', hosts: [] }) }));

  const add = (event: Event) => {
    event.preventDefault();
    const host = hostFrom(text);
    if (!host) {
      setProblem(`“${text}” is not the name of a site. Write it like “example.org”, or paste an address.`);
      return;
    }
    setProblem(null);
    setText('');
    change((sites) => ({ ...sites, hosts: [...sites.hosts.filter((other) => other !== host), host] }));
  };

  return (
    <section aria-labelledby="sites">
      <h2 id="sites">Sites</h2>
      <fieldset class="choices">
        <legend>Read pages</legend>
        {(['except', 'only'] as const).map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="mode"
              checked={mode === id}
              onChange={() => change((sites) => ({ ...sites, mode: id }))}
            />
            {id === 'except' ? 'on all sites except these' : 'on these sites only'}
          </label>
        ))}
      </fieldset>
      <form class="add" onSubmit={add}>
        <input
          type="text"
          placeholder="example.org"
          aria-label="Name of a site"
          aria-invalid={problem !== null}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          Add
        </button>
      </form>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {hosts.length === 0 ? (
        <p class="quiet">
          {mode === 'except'
            ? 'No exceptions: every site is read.'
            : 'No site yet: nothing is read until you add one.'}
        </p>
      ) : (
        <ul class="sites">
          {hosts.map((host) => (
            <li key={host}>
              {host}
              <button
                type="button"
                class="link"
                aria-label={`Remove ${host}`}
                onClick={() =>
                  change((sites) => ({ ...sites, hosts: sites.hosts.filter((other) => other !== host) }))
                }
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The host in what was typed or pasted; null if there is none. */
export function hostFrom(text: string): string | null {
  const typed = text.trim().toLowerCase().replace(/^\*\./, '');
  const address = /^[a-z]+:\/\//.test(typed) ? typed : `https://${typed}`;
  if (!typed || /\s/.test(typed) || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const name = hostname.replace(/^www\./, '');
  if (name.length > 253) return null;
  return /^([\p{L}\p{N}-]+\.)*[\p{L}\p{N}-]+$|^\[[\da-f:]+\]$/u.test(name) ? name : null;
}
