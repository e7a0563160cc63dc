import { type Catalog, findVoice, type Model, type Voice } from './catalog.js';

/**
 * The voice of that name; where it belongs to another model, the one that comes nearest: in its language if there is
 * one, and of its gender.
 * @throws AloudError `unknown-voice` when no model has it
 */
export function voiceIn(model: Model, voiceId: string, { models }: Catalog): Voice {
  const own = model.voices.find(({ id }) => id === voiceId);
  const wanted = own ?? models.flatMap(({ voices }) => voices).find(({ id }) => id === voiceId);
  if (own ?? !wanted) return findVoice(model, voiceId);
  const likeness = ({ language, gender }: Voice) =>
    2 * Number(language === wanted.language) + Number(gender === wanted.gender);
  return model.voices.reduce((best, voice) => (likeness(voice) > likeness(best) ? voice : best));
}
