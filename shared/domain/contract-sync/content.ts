import { locate } from '../../core/location.ts';
import { parseRepository, sameRepository } from '../../parse/repository.ts';
import type { Contract } from '../contract-pair/config.ts';
import { differsInLineEndingsOnly, manifestDigest } from '../contract-pair/digest.ts';
import type { Ctx } from './definition.ts';
import { placesOf } from './fields.ts';
import type { ContractFiles } from './files.ts';

/** Judges that the mirror has the hash that the consumer recorded. */
export function judgeHash(ctx: Ctx, contract: Contract, files: ContractFiles): void {
  const { mirror } = files;
  const fact = { contract: contract.id, what: contract.mirror ?? 'mirror' };
  const both = ['mirror-hash', 'mirror-line-endings'] as const;
  const recorded = placesOf(contract, 'manifest-sha256', files).filter(({ kind }) => kind !== 'manifest');
  const place = recorded.find(({ reading }) => reading.state === 'value') ?? recorded[0];
  if (mirror.state === 'none' || place === undefined) {
    const why = mirror.state === 'none' ? 'the contract has no mirror' : 'the contract maps no field manifest-sha256';
    for (const rule of both) ctx.notApplicable(rule, fact, why);
    return;
  }
  const { reading } = place;
  if (reading.state === 'absent') {
    const required = contract.fields['manifest-sha256']?.required !== false;
    const because = {
      code: 'NO_DATA' as const,
      message: `${place.words} has no hash`,
      needs: `the hash in ${place.words}`,
    };
    for (const rule of both) {
      if (required) ctx.unverified(rule, fact, because, reading.at);
      else ctx.notApplicable(rule, fact, 'manifest-sha256 is optional, and no place has it');
    }
    return;
  }
  const unreadable =
    reading.state === 'unknown'
      ? reading.because
      : mirror.state === 'unusable' && (mirror.content === undefined || contract.hash === 'canonical-json')
        ? mirror.because
        : undefined;
  if (unreadable !== undefined || reading.state !== 'value' || mirror.content === undefined) {
    for (const rule of both)
      ctx.unverified(rule, fact, unreadable ?? { code: 'NO_DATA', message: 'there is no hash to compare with' });
    return;
  }
  const expected = reading.value;
  const digest = manifestDigest(contract.hash, mirror.content, mirror.state === 'read' ? mirror.document.value : null);
  const endings =
    contract.hash === 'raw-bytes' && typeof expected === 'string' && differsInLineEndingsOnly(mirror.content, expected);
  ctx.judge(
    'mirror-hash',
    digest === expected || endings,
    {
      ...fact,
      problem: `does not have the hash that ${place.words} records (sha256 over ${contract.hash})`,
      expected,
      actual: digest,
      fix: `copy the producer's manifest of the pinned release to ${fact.what} byte by byte; if the mirror is right, write ${digest} in ${place.words}`,
    },
    { path: fact.what },
  );
  if (contract.hash !== 'raw-bytes')
    ctx.notApplicable('mirror-line-endings', fact, `the hash is taken over ${contract.hash}`);
  else {
    const args = {
      ...fact,
      problem: 'has other line endings than the hashed file',
      expected,
      actual: digest,
      fix: `restore the bytes of ${fact.what} (.gitattributes: ${fact.what} -text)`,
    };
    ctx.judge('mirror-line-endings', !endings, args, { path: fact.what });
  }
}

/** Judges that further copies of the manifest have the bytes of the mirror. */
export async function judgeCopies(ctx: Ctx, contract: Contract, files: ContractFiles): Promise<void> {
  const { mirror } = files;
  const whole = { contract: contract.id, path: contract.copies.join(', ') || 'further copies' };
  if (contract.copies.length === 0)
    return ctx.notApplicable('copies-equal', whole, 'the contract names no further copies');
  if (mirror.state === 'none') return ctx.notApplicable('copies-equal', whole, 'the contract has no mirror');
  if ('because' in ctx.before) {
    ctx.unverified('copies-equal', { ...whole, path: `earlier copies (${whole.path})` }, ctx.before.because);
  }
  for (const glob of contract.copies) {
    const fact = { contract: contract.id, path: glob };
    // A copy that the earlier version had must still be there: removing it is no way to make it agree.
    const matched = await ctx.match([glob], { before: true });
    if (!matched.ok) ctx.unverified('copies-equal', fact, matched.because);
    else if (matched.paths.filter((path) => path !== contract.mirror).length === 0) {
      ctx.failed('copies-equal', {
        ...fact,
        problem: 'matches no file',
        fix: `correct the glob ${glob}, or take it out of copies`,
      });
    } else
      for (const path of matched.paths) if (path !== contract.mirror) await judgeCopy(ctx, contract.id, path, mirror);
  }
}

async function judgeCopy(
  ctx: Ctx,
  contract: string,
  path: string,
  mirror: Exclude<ContractFiles['mirror'], { state: 'none' }>,
): Promise<void> {
  const fact = { contract, path };
  if (mirror.content === undefined) {
    const because =
      mirror.state === 'unusable' ? mirror.because : { code: 'NO_DATA' as const, message: 'there is no mirror' };
    return ctx.unverified('copies-equal', fact, because, { path });
  }
  const expected = manifestDigest('raw-bytes', mirror.content, null);
  const copy = await ctx.read(path);
  if (copy.found) {
    ctx.judge(
      'copies-equal',
      copy.sha256 === expected,
      {
        ...fact,
        problem: `differs from ${mirror.path}`,
        expected,
        actual: copy.sha256,
        fix: `copy ${mirror.path} to ${path}`,
      },
      { path },
    );
  } else if (copy.reason === 'unreadable')
    ctx.unverified('copies-equal', fact, copy.because ?? { code: 'NO_DATA', message: `${path} ${copy.message}` }, {
      path,
    });
  else ctx.failed('copies-equal', { ...fact, problem: copy.message }, { path });
}

/** Judges that the consumer's files name the configured producer. */
export function judgeProducer(ctx: Ctx, contract: Contract, files: ContractFiles): void {
  const places = placesOf(contract, 'repository', files);
  if (places.length === 0) {
    return ctx.notApplicable(
      'producer',
      { contract: contract.id, what: 'producer' },
      'the contract maps no field repository',
    );
  }
  for (const place of places) {
    const fact = { contract: contract.id, what: `the producer in ${place.words}`, expected: contract.producer };
    const { reading } = place;
    if (reading.state === 'unknown') ctx.unverified('producer', fact, reading.because);
    else if (reading.state === 'absent')
      ctx.unverified(
        'producer',
        fact,
        { code: 'NO_DATA', message: `${place.words} names no producer`, needs: `the repository in ${place.words}` },
        reading.at,
      );
    else {
      const { value } = reading;
      const same = typeof value === 'string' && sameRepository(value, contract.producer);
      const other =
        typeof value === 'string' && parseRepository(value) !== undefined
          ? 'is another repository'
          : 'is not a repository';
      ctx.judge(
        'producer',
        same,
        { ...fact, problem: other, actual: value, fix: `write ${contract.producer} in ${place.words}` },
        reading.at ?? locate(contract.id),
      );
    }
  }
}
