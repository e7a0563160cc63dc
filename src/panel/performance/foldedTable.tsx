import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';

interface FoldedTableProps {
  readonly summary: string;
  /** Called while it is open only: a long table costs time whenever it changes. */
  readonly children: () => ComponentChild;
}

/** A table that is shown when somebody asks for it, in a frame that scrolls. */
export function FoldedTable({ summary, children }: FoldedTableProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{summary}</summary>
      <div class="scroller" tabIndex={0} role="region" aria-label={summary}>
        {isOpen && children()}
      </div>
    </details>
  );
}
