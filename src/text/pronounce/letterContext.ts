const edge = '_';

/**
 * What is looked at, in order of weight, to tell the sound of letter `i`, given the sounds already found for the letters
 * after it. Words are walked from their last letter to their first: English endings decide where the stress falls.
 */
export function contextOf(word: string, i: number, sounds: readonly (string | undefined)[]): string[] {
  const letter = (offset: number) => word[i + offset] ?? edge;
  const sound = (offset: number) => sounds[i + offset] ?? edge;
  return [
    letter(0),
    letter(1),
    letter(-1),
    sound(1),
    letter(2),
    letter(-2),
    stressAfter(i, sounds),
    letter(3),
    sound(2),
    letter(-3),
    letter(4),
    letter(-4),
    String(Math.min(3, word.slice(0, i).match(/[aeiouy]/gu)?.length ?? 0)),
  ];
}

function stressAfter(i: number, sounds: readonly (string | undefined)[]): string {
  let stress = '';
  for (let j = i + 1; j < sounds.length; j++) {
    if (sounds[j]!.includes('ˈ')) return 'ˈ';
    if (sounds[j]!.includes('ˌ')) stress = 'ˌ';
  }
  return stress;
}
