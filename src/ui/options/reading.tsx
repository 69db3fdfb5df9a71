import type { Settings } from '../../settings/records.ts';
import { Switch } from '../parts/switch.tsx';

interface ReadingProps {
  readonly settings: Settings;
  onSettings(change: (settings: Settings) => Settings): void;
}

type Key = 'marks' | 'code' | 'print' | 'badge';

const choices: readonly {
  readonly key: Key;
  readonly byDefault: boolean;
  readonly title: string;
  readonly about: string;
}[] = [
  {
    key: 'badge',
    byDefault: true,
    title: 'Number on the toolbar',
    about: 'How many different terms the page holds.',
  },
  {
    key: 'code',
    byDefault: false,
    title: 'Read code and preformatted text too',
    about: 'Some mailing lists and archives set prose that way.',
  },
  {
    key: 'print',
    byDefault: false,
    title: 'Print highlights',
    about: 'Otherwise pages print as if Watchword were not there.',
  },
  {
    key: 'marks',
    byDefault: false,
    title: 'Marks in the page',
    about:
      'Real elements that the Tab key and screen readers reach, and that are copied along. This changes the page and can upset sites that rewrite their own text; without it, no page is changed.',
  },
];

/** How pages are read, and the switch for everything. */
export function Reading({ settings, onSettings }: ReadingProps) {
  const set = (key: Key | 'on', value: boolean, byDefault: boolean) =>
    onSettings((old) => {
      const { [key]: _, ...rest } = old;
      return value === byDefault ? rest : { ...rest, [key]: value };
    });
  return (
    <section aria-labelledby="reading">
      <h2 id="reading">Reading</h2>
      <ul class="settings">
        <li>
          <div>
            <b>Watchword is on</b>
            <p class="quiet">Off, no page is read.</p>
          </div>
          <Switch label="Watchword is on" on={settings.on !== false} onChange={(on) => set('on', on, true)} />
        </li>
        {choices.map(({ key, byDefault, title, about }) => (
          <li key={key}>
            <div>
              <b>{title}</b>
              <p class="quiet">{about}</p>
            </div>
            <Switch
              label={title}
              on={settings[key] ?? byDefault}
              onChange={(on) => set(key, on, byDefault)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
