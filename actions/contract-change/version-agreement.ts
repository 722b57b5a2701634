import type { Because } from '../../shared/core/errors.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { quote } from '../../shared/parse/text.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { Texts } from './texts.ts';
import { valueAt } from './versions.ts';

/** Judges that every place says the version that the first one says. */
export async function judgeVersions(surface: SurfaceConfig, texts: Texts): Promise<Outcome[]> {
  const { valuePlaceText } = await import('../../shared/domain/contract-surface/placed-value.ts');
  const outcomes: Outcome[] = [];
  for (const { id, places } of surface.versions) {
    let authority: { value: string; place: string } | undefined;
    let open: Because | undefined;
    for (const [index, place] of places.entries()) {
      const name = valuePlaceText(place);
      const fact = { surface: surface.id, what: [id, name] };
      const read = await valueAt(texts, place);
      if (read.state === 'unknown') {
        outcomes.push(settled('versions-agree', fact, read.because));
        if (index === 0) open = read.because;
      } else if (read.state === 'absent') {
        const problem = `${place.path} ${read.message}, which should be the version ${id}`;
        const expected = authority?.value;
        const fix = authority === undefined ? `write the version ${id} there` : `write ${authority.value} there`;
        outcomes.push(failed('versions-agree', { ...fact, problem, expected, actual: 'nothing', fix }, read.at));
        if (index === 0) open = read.because;
      } else if (index === 0) {
        authority = { value: read.value, place: name };
        outcomes.push(settled('versions-agree', fact, undefined));
      } else if (authority === undefined) {
        outcomes.push(settled('versions-agree', fact, open));
      } else if (authority.value === read.value) outcomes.push(settled('versions-agree', fact, undefined));
      else {
        outcomes.push(
          failed(
            'versions-agree',
            {
              ...fact,
              problem: `the version ${id} is ${quote(read.value)} in ${name}, and ${quote(authority.value)} in ${authority.place}`,
              expected: authority.value,
              actual: read.value,
              fix: `write ${authority.value} in ${name}; if it is right as it is, change ${authority.place}`,
            },
            read.at,
          ),
        );
      }
    }
  }
  return outcomes;
}
