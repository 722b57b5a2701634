import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsVerdicts } from '../../shared/domain/verdict/told.ts';

export const rules = {
  sources: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Everything that is handed over could be read at the commit of the handoff.',
    why: 'What is left out is asked for by hand, when nobody who knows it is there.',
  }),
  form: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The payload is there, and has the form of its shape.',
    why: 'What two readers understand differently is no agreement.',
  }),
  filled: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'Nothing in the payload is left as its template has it, the consumer impact statement least of all.',
    why: 'A consumer cannot tell an empty answer from no impact.',
  }),
  contained: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'Every path is one from the top of the repository, and nothing names a machine or holds a credential.',
    why: 'A path on the machine of its author leads nowhere for anybody else, and tells strangers about that machine.',
  }),
  'mode-fields': rule<Told>({
    ...tellsVerdicts,
    asserts: 'The payload has what its mode asks for, and nothing that its mode forbids.',
    why: 'A candidate that is taken for a release is rolled out before its time.',
  }),
  release: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'Producer, tags and commits are those of the producer, and the release before, to which the way back leads, is the one that was before.',
    why: 'A tag that is a branch too, or a commit of a fork, hands over something else than what was released.',
  }),
  results: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every verification that is asked for was measured as passed, at the commit of the handoff, and lately.',
    why: 'A list of commands says what somebody could have run.',
  }),
  digest: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every file that the payload names has, at its commit, the bytes whose SHA-256 the payload says.',
    why: 'A hash that nobody computes again binds nothing.',
  }),
  agrees: rule<Told>({
    ...tellsVerdicts,
    asserts:
      'The payload says what manifests, changelog and impact statement say at their commits, and no version besides.',
    why: 'A consumer that follows the payload and one that follows the manifest must come to the same place.',
  }),
  measured: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The check of the producer that makes the results succeeded for the commit of the handoff.',
    why: 'Results in a file are what somebody wrote into it.',
  }),
  published: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The payload is, byte for byte, the one that the producer published, or that its own run generated.',
    why: 'Commands, owners, risks and the policy of the envelope stand in no file that could be asked: they are the word of the producer.',
  }),
  packet: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'The Markdown packet says what the payload says.',
    why: 'People read the packet and machines the payload: they must not be told different things.',
  }),
  answer: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The consumer answered to this payload, and to no other one.',
    why: 'A thumb up for the payload of last month says nothing about this one.',
  }),
  'in-time': rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'The handoff was answered in time, or there is still time for it.',
    why: 'A release that nobody acknowledges is one that nobody follows, and the old one must be kept alive.',
  }),
  verdict: rule<Told>({
    ...tellsVerdicts,
    asserts:
      'The consumer accepts the handoff, with every result that is asked for passed and without an open blocker.',
    why: 'An acceptance with something in its way is a wish.',
  }),
  'answer-measured': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The check of the consumer succeeded for the commit that it answers of, and began after the handoff came.',
    why: 'Whoever is in a hurry writes passed.',
  }),
  'answered-by': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Somebody who may speak for the consumer approved the pull request that brought the answer.',
    why: 'An answer of the producer in the name of the consumer is none.',
  }),
};
export type RuleName = keyof typeof rules;
