/**
 * Abbreviations with a full stop, by how they are said. A sentence goes on after those of the first two groups; the rest
 * may end one.
 */
const beforeNames: Readonly<Record<string, string>> = {
  'capt.': 'Captain',
  'col.': 'Colonel',
  'dr.': 'Doctor',
  'gen.': 'General',
  'gov.': 'Governor',
  'hon.': 'Honorable',
  'lt.': 'Lieutenant',
  'mr.': 'Mister',
  'mrs.': 'Missus',
  'ms.': 'Miz',
  'mt.': 'Mount',
  'mx.': 'Mix',
  'messrs.': 'Messieurs',
  'prof.': 'Professor',
  'pres.': 'President',
  'rep.': 'Representative',
  'rev.': 'Reverend',
  'sen.': 'Senator',
  'sgt.': 'Sergeant',
  'st.': 'Saint',
};

const goingOn: Readonly<Record<string, string>> = {
  'approx.': 'approximately',
  'art.': 'article',
  'ca.': 'circa',
  'cf.': 'compare',
  'ch.': 'chapter',
  'dept.': 'department',
  'e.g.': 'for example',
  'eg.': 'for example',
  'eq.': 'equation',
  'eqs.': 'equations',
  'est.': 'estimated',
  'fig.': 'figure',
  'figs.': 'figures',
  'i.e.': 'that is',
  'ie.': 'that is',
  'incl.': 'including',
  'no.': 'number',
  'nos.': 'numbers',
  'orig.': 'originally',
  'pp.': 'pages',
  'ref.': 'reference',
  'refs.': 'references',
  'resp.': 'respectively',
  'sec.': 'section',
  'sect.': 'section',
  'viz.': 'namely',
  'vol.': 'volume',
  'vs.': 'versus',
  'w.r.t.': 'with respect to',
};

const mayEnd: Readonly<Record<string, string>> = {
  'a.k.a.': 'also known as',
  'a.m.': 'A M',
  'al.': 'al',
  'apr.': 'April',
  'assoc.': 'association',
  'aug.': 'August',
  'ave.': 'Avenue',
  'blvd.': 'Boulevard',
  'bros.': 'Brothers',
  'co.': 'Company',
  'corp.': 'Corporation',
  'dec.': 'December',
  'esp.': 'especially',
  'etc.': 'et cetera',
  'feb.': 'February',
  'fri.': 'Friday',
  'inc.': 'Incorporated',
  'jan.': 'January',
  'jr.': 'Junior',
  'ltd.': 'Limited',
  'max.': 'maximum',
  'min.': 'minimum',
  'mon.': 'Monday',
  'nov.': 'November',
  'oct.': 'October',
  'p.m.': 'P M',
  'p.s.': 'P S',
  'rd.': 'Road',
  'sat.': 'Saturday',
  'sep.': 'September',
  'sept.': 'September',
  'sr.': 'Senior',
  'thu.': 'Thursday',
  'thurs.': 'Thursday',
  'tue.': 'Tuesday',
  'tues.': 'Tuesday',
  'univ.': 'University',
  'wed.': 'Wednesday',
};

/** Words that are also ordinary words, and abbreviations only where a capital or a number follows. */
const onlyBefore: Readonly<Record<string, RegExp>> = {
  'al.': /(?!)/u,
  'art.': /^\d/u,
  'ch.': /^\d/u,
  'co.': /(?!)/u,
  'col.': /^[A-Z]/u,
  'dec.': /^\d/u,
  'est.': /^\d/u,
  'fig.': /^\d|^[A-Z]\b/u,
  'gen.': /^[A-Z]/u,
  'hon.': /^[A-Z]/u,
  'jan.': /^\d/u,
  'max.': /^[a-z\d]/u,
  'min.': /^[a-z\d]/u,
  'mon.': /^[,\d]/u,
  'mt.': /^[A-Z]/u,
  'no.': /^\d/u,
  'pres.': /^[A-Z]/u,
  'rep.': /^[A-Z]/u,
  'rev.': /^[A-Z]/u,
  'sat.': /^[,\d]/u,
  'sec.': /^\d/u,
  'sen.': /^[A-Z]/u,
  'st.': /^[A-Z]/u,
  'sun.': /^[,\d]/u,
  'wed.': /^[,\d]/u,
};

/** How an abbreviation (with its full stop) is said before `rest`, or undefined if it is not one there. */
export function abbreviation(written: string, rest: string): string | undefined {
  const key = written.toLowerCase();
  const said = own(beforeNames, key) ?? own(goingOn, key) ?? own(mayEnd, key);
  if (said === undefined || (Object.hasOwn(beforeNames, key) && /^\p{Ll}/u.test(written))) return undefined;
  return (own(onlyBefore, key) ?? /^/u).test(rest.trimStart()) ? said : undefined;
}

/** Does a sentence go on after this word with a full stop, before `rest`? */
export function goesOn(written: string, rest: string): boolean {
  const key = written.toLowerCase();
  if (!Object.hasOwn(beforeNames, key) && !Object.hasOwn(goingOn, key)) return false;
  return abbreviation(written, rest) !== undefined;
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
