/** Icons that everyone knows; the button around each has the name. */

const line = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 1.4,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

export function PinIcon() {
  return (
    <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true" {...line}>
      <path d="M6 2h4l-.5 4 2.5 2.5H4L6.5 6z M8 8.5V14" />
    </svg>
  );
}

export function CloseIcon() {
  return (
    <svg width="13" height="13" viewBox="0 0 14 14" aria-hidden="true" {...line}>
      <path d="M2 2l10 10M12 2L2 12" />
    </svg>
  );
}

export function BackIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" {...line}>
      <path d="M9 2L4 7l5 5" />
    </svg>
  );
}
