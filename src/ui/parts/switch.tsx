interface SwitchProps {
  /** What it switches, for those who do not see what stands beside it. */
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  onChange(on: boolean): void;
}

export function Switch({ label, on, disabled, onChange }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      class="switch"
      aria-label={label}
      title={label}
      checked={on}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
