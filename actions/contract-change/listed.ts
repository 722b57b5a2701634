import type { Because } from '../../shared/core/errors.ts';
import type { ListedTexts } from '../../shared/domain/contract-surface/listed-texts.ts';
import type { ListPlace } from '../../shared/domain/contract-surface/place-config.ts';
import type { Texts } from './texts.ts';

/** What a place lists; or what stands there instead, as a clause that continues its path; or why nobody could look. */
export type ReadList = { list: ListedTexts } | { missing: string } | { because: Because };

export async function readList(texts: Texts, place: ListPlace, noun: string, single: boolean): Promise<ReadList> {
  const text = await texts(place.path);
  if (text.state === 'unknown') return { because: text.because };
  if (text.state !== 'text') return { missing: text.message };
  const { textsListed } = await import('../../shared/domain/contract-surface/list-place.ts');
  return { list: textsListed(place, text.text, noun, single) };
}
