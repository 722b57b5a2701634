import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsVerdicts } from '../../shared/domain/verdict/told.ts';

/** A file of which only the line ends differ says what it said. */
export interface ToldFile extends Told {
  lineEnds?: boolean;
}

export const rules = {
  items: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every item of evidence that is asked for is there, of the judged commit and this run.',
    why: 'What is missing from a bundle is missed on the day on which somebody asks for it.',
  }),
  producers: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every file was made by the commit, workflow or script that is named, which the base allows.',
    why: 'A file with the right name can be made by anybody.',
  }),
  private: rule<Told>({
    ...tellsVerdicts,
    asserts: 'No file holds what looks like a credential, an email address or the number of an account.',
    why: 'A bundle is handed on and kept for years; what is in it cannot be called back.',
  }),
  lineage: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'What led to the bundle is known from the platform: its commit, run, jobs and whatever else is asked for.',
    why: 'Evidence of which nobody knows where it came from is a claim.',
  }),
  written: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The archive was written whole, from the bytes that were looked at.',
    why: 'Half an archive is found out when it is needed.',
  }),
  form: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The list is there, has the shape that is asked for, and says all that this shape must say.',
    why: 'What two readers understand differently proves nothing.',
  }),
  digests: rule<ToldFile>({
    ...tellsVerdicts,
    grade: ({ lineEnds = false }) => (lineEnds ? 'medium' : 'critical'),
    asserts: 'Every listed file is there, and has the checksums and the size that the list says.',
    why: 'A checksum that nobody computes again binds nothing.',
  }),
  complete: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'Nothing is in the bundle that its list does not have, every item is, and the list does not list itself.',
    why: 'What was added later looks as if it had been looked at.',
  }),
  names: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts:
      'Everybody can unpack the bundle, each path to one file of its own: no links, devices, ways out or names that collide.',
    why: 'Two names that are one elsewhere let each reader see another file.',
  }),
  commits: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every commit that is listed belongs to the default branch of the repository that is named.',
    why: 'A commit of somewhere else, or of a fork, was never what is released here.',
  }),
  'one-commit': rule<Told>({
    ...tellsVerdicts,
    asserts: 'All of the evidence is of one commit, and of the judged one where that is asked for.',
    why: 'Tests of yesterday say nothing about what is released today.',
  }),
  results: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every result that is asked for is there, and passed.',
    why: 'A command that is listed without its result may never have run.',
  }),
  age: rule<Told>({
    ...tellsVerdicts,
    severity: 'high',
    asserts: 'The evidence is not older than is allowed, by what the platform says where it can be asked.',
    why: 'What was true last year is found in old bundles.',
  }),
  agrees: rule<Told>({
    ...tellsVerdicts,
    asserts: 'Every statement is about these very bytes, and says that they passed.',
    why: 'A statement about another bundle proves that other bundle.',
  }),
  signature: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'A signature of an allowed workflow of this repository and commit was verified for these bytes.',
    why: 'Without a signature whoever can edit the bundle can edit its list too.',
  }),
};
export type RuleName = keyof typeof rules;
