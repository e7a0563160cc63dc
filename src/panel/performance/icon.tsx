/** Drawn on a square of 16 by 16; what is filled and what is a line. */
const shapes = {
  pause: { filled: 'M4 3h2.5v10H4zM9.5 3H12v10H9.5z' },
  resume: { filled: 'M5 2.5 13 8l-8 5.5z' },
  stop: { filled: 'M4 4h8v8H4z' },
  previous: { filled: 'M3 3h1.5v10H3zM13 3v10L5.5 8z' },
  next: { filled: 'M11.5 3H13v10h-1.5zM3 3v10l7.5-5z' },
  replay: { drawn: 'M3.5 9a4.75 4.75 0 1 0 1.4-3.4L3.4 7M3.4 3v4h4' },
  minus: { drawn: 'M4 8h8' },
  plus: { drawn: 'M4 8h8M8 4v8' },
} as const satisfies Record<string, { filled: string } | { drawn: string }>;

export type IconName = keyof typeof shapes;

/** A picture in the colour of the text. It says nothing by itself: its button has a name. */
export function Icon({ name }: { readonly name: IconName }) {
  const shape = shapes[name];
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {'filled' in shape ? (
        <path d={shape.filled} fill="currentColor" />
      ) : (
        <path d={shape.drawn} fill="none" stroke="currentColor" stroke-width="1.5" />
      )}
    </svg>
  );
}
