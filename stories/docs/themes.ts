/** A theme: custom properties of the elements, and nothing else. */
export interface Theme {
  name: string;
  properties: Record<`--imgpro-${string}`, string>;
}

/** The themes on the page Theming, to copy and to change. */
export const themes: Theme[] = [
  {
    name: 'Paper',
    properties: {
      '--imgpro-accent': '#9a3412',
      '--imgpro-on-accent': '#ffffff',
      '--imgpro-text': '#29211a',
      '--imgpro-muted': '#6b5d4f',
      '--imgpro-surface': '#fdfaf4',
      '--imgpro-raised': '#f5eee2',
      '--imgpro-line': '#e0d5c3',
      '--imgpro-line-strong': '#8f7f6b',
      '--imgpro-danger': '#b3261e',
      '--imgpro-success': '#2c6b3f',
      '--imgpro-warning': '#8a5300',
      '--imgpro-radius': '4px',
      '--imgpro-font': 'Georgia, "Times New Roman", serif',
    },
  },
  {
    name: 'Night',
    properties: {
      '--imgpro-accent': '#7dd3fc',
      '--imgpro-on-accent': '#06202e',
      '--imgpro-text': '#e6edf3',
      '--imgpro-muted': '#9fb0c0',
      '--imgpro-surface': '#0d1620',
      '--imgpro-raised': '#172432',
      '--imgpro-line': '#2a3b4c',
      '--imgpro-line-strong': '#6f8599',
      '--imgpro-danger': '#ff9a90',
      '--imgpro-success': '#6fd598',
      '--imgpro-warning': '#f2b866',
      '--imgpro-radius': '16px',
    },
  },
  {
    name: 'Compact',
    properties: {
      '--imgpro-accent': '#1f2937',
      '--imgpro-on-accent': '#ffffff',
      '--imgpro-text': '#111827',
      '--imgpro-muted': '#4b5563',
      '--imgpro-surface': '#ffffff',
      '--imgpro-raised': '#f3f4f6',
      '--imgpro-line': '#d1d5db',
      '--imgpro-line-strong': '#6b7280',
      '--imgpro-danger': '#b91c1c',
      '--imgpro-success': '#15803d',
      '--imgpro-warning': '#92400e',
      '--imgpro-radius': '0px',
      '--imgpro-space': '5px',
      '--imgpro-panel-size': '8rem',
      '--imgpro-list-size': '14rem',
      '--imgpro-duration': '0ms',
    },
  },
  {
    name: 'Garden',
    properties: {
      '--imgpro-accent': '#166534',
      '--imgpro-on-accent': '#f0fdf4',
      '--imgpro-text': '#14281c',
      '--imgpro-muted': '#47604f',
      '--imgpro-surface': '#f6fbf3',
      '--imgpro-raised': '#e6f2df',
      '--imgpro-line': '#c8dcbf',
      '--imgpro-line-strong': '#6d8a70',
      '--imgpro-danger': '#b3261e',
      '--imgpro-success': '#166534',
      '--imgpro-warning': '#854d0e',
      '--imgpro-radius': '24px',
      '--imgpro-space': '11px',
      '--imgpro-panel-size': '17rem',
    },
  },
];
