import { strict as assert } from 'node:assert';
import { spoken } from './support.js';

const said = (text: string, symbols: 'none' | 'some' | 'all') => spoken(text, { form: 'code', symbols });

describe('signs in code', () => {
  const line = 'if (a <= b && !done) { x = foo(1); }';

  it('are said as a colleague would, unless asked otherwise', () => {
    assert.equal(said(line, 'some'), 'if A less than or equal to B and not done, X equals foo one');
  });

  it('can be left out', () => {
    assert.equal(said(line, 'none'), 'if A B done, X foo one');
  });

  it('can all be said', () => {
    assert.equal(said('f(x);', 'all'), 'F open paren X close paren semicolon');
  });
});
