import * as l10n from '@vscode/l10n';
import { engineFacts } from './engineFacts.js';
import type { Overview } from './messages.js';

export function EngineSection({ engine }: { readonly engine: Overview['engine'] }) {
  return (
    <section aria-labelledby="engine">
      <h2 id="engine">{l10n.t('Engine')}</h2>
      <dl class="facts">
        {engineFacts(engine).map(({ name, value, detail }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {detail !== undefined && <small>{detail}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
