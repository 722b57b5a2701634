import type { Json } from '../../core/json.ts';
import { rule } from '../../core/rule.ts';

/** A value of a field in one place, and the place that it is compared with. */
export interface Compared {
  contract: string;
  field: string;
  /** Where it is, in words: "the pin", "the bullet “Release tag”". */
  place: string;
  path: string;
  expected: Json;
  actual: Json;
  /** The place whose value counts, in words. */
  authority: string;
  fix: string;
  missing?: Json[];
  unexpected?: Json[];
}

/** A file of a contract. */
export interface FileFact {
  contract: string;
  path: string;
  /** What is wrong, as a clause that continues "the file …". */
  problem?: string;
  fix?: string;
}

/** A value that is looked at by itself. */
export interface ValueFact {
  contract: string;
  /** What it is of, in words. */
  what: string;
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  fix?: string;
}

const aboutFile = ({ contract, path }: FileFact): string[] => [contract, path];
const fileSays = ({ path, problem }: FileFact): string => `${path} ${problem ?? ''}`;
const aboutValue = ({ contract, what }: ValueFact): string[] => [contract, what];
const observedProblem = ({ problem }: { problem?: string }): string | undefined => problem;
const valueParts = {
  about: aboutValue,
  says: ({ what, problem }: ValueFact): string => `${what} ${problem ?? ''}`,
  expected: ({ expected }: ValueFact): unknown => expected,
  actual: ({ actual }: ValueFact): unknown => actual,
  fix: ({ fix }: ValueFact): string | undefined => fix,
};

function list(items: readonly Json[]): string {
  return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ');
}

export const rules = {
  'file-present': rule<FileFact>({
    severity: 'critical',
    asserts: 'The file is there as a regular file.',
    why: 'A pin, mirror or matrix that is missing leaves nothing to compare, and a comparison with nothing must not look like agreement.',
    about: aboutFile,
    says: fileSays,
    observed: observedProblem,
    fix: ({ path, fix }) => fix ?? `add ${path}, or take it out of contracts: in the configuration`,
  }),
  'file-encoding': rule<FileFact>({
    severity: 'low',
    asserts: 'The file is UTF-8 without a byte order mark, and its lines end with LF.',
    why: 'A byte order mark or CRLF changes every hash and breaks strict parsers, though an editor shows the same text.',
    about: aboutFile,
    says: fileSays,
    observed: observedProblem,
    fix: ({ path }) =>
      `save ${path} as UTF-8 without a byte order mark, with LF line ends (.gitattributes: ${path} text eol=lf)`,
  }),
  'file-parses': rule<FileFact>({
    severity: 'critical',
    asserts: 'The file can be parsed.',
    why: 'A file that no tool can read holds no facts.',
    about: aboutFile,
    says: fileSays,
    observed: observedProblem,
    fix: ({ path, fix }) => fix ?? `mend ${path} at the place named`,
  }),
  'unique-keys': rule<FileFact & { keys: string[] }>({
    severity: 'high',
    asserts: 'No key stands twice in one object.',
    why: 'Parsers differ in which of two values they take, so that two tools read two different facts.',
    about: aboutFile,
    says: ({ path, keys }) => `${path} has ${keys.length === 1 ? 'a key' : 'keys'} twice: ${keys.join(', ')}`,
    actual: ({ keys }) => keys,
    fix: ({ path, keys }) => `remove one of the two ${keys.join(', ')} from ${path}`,
  }),
  'exact-numbers': rule<FileFact & { numbers: string[] }>({
    severity: 'high',
    asserts: 'Every number is one that all parsers read exactly.',
    why: 'Two numbers that differ beyond the precision of a double look equal here and are different elsewhere.',
    about: aboutFile,
    says: ({ path, numbers }) => `${path} has numbers that lose digits when they are read: ${numbers.join(', ')}`,
    actual: ({ numbers }) => numbers,
    fix: ({ numbers }) => `write ${numbers.join(', ')} as text`,
  }),
  'field-present': rule<ValueFact>({
    severity: 'high',
    asserts: 'A mapped field is in every place that maps it; an optional one in all of them or in none.',
    why: 'A fact that one file leaves out is a fact that nothing guards there.',
    ...valueParts,
  }),
  'field-format': rule<ValueFact>({
    severity: 'high',
    asserts: 'The value has the form of its field.',
    why: 'A short commit id, a branch name in place of a tag or a truncated hash names something that can change.',
    ...valueParts,
  }),
  'fields-agree': rule<Compared>({
    severity: 'critical',
    asserts: 'The value is the same in every place.',
    why: 'A consumer built against one release, tested against another and documented for a third breaks at run time.',
    about: ({ contract, field, place }) => [contract, field, place],
    says({ field, place, authority, missing, unexpected }) {
      if (missing === undefined || unexpected === undefined)
        return `${field}: ${place} does not say what ${authority} says`;
      const parts = [
        missing.length > 0 ? `missing ${list(missing)}` : '',
        unexpected.length > 0 ? `unexpected ${list(unexpected)}` : '',
      ];
      return `${field}: ${place} has not the same items as ${authority}: ${parts.filter((part) => part !== '').join('; ')}`;
    },
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: ({ fix }) => fix,
  }),
  'list-unique': rule<{ contract: string; field: string; place: string; twice: Json[] }>({
    severity: 'medium',
    asserts: 'No item of a set stands twice.',
    why: 'A set with an item twice has fewer members than it seems to have.',
    about: ({ contract, field, place }) => [contract, field, place],
    says: ({ field, place, twice }) => `${field}: ${place} has twice: ${list(twice)}`,
    actual: ({ twice }) => twice,
    fix: ({ place, twice }) => `remove the second ${list(twice)} from ${place}`,
  }),
  'mirror-hash': rule<ValueFact>({
    severity: 'critical',
    asserts: 'The mirror has the content whose hash the consumer recorded, line endings apart.',
    why: 'The hash is what ties the mirror to the bytes that the producer released; a mirror edited by hand is no mirror.',
    ...valueParts,
  }),
  'mirror-line-endings': rule<ValueFact>({
    severity: 'medium',
    asserts: 'The line endings of the mirror are those of the hashed file.',
    why: 'A checkout that rewrites line endings breaks the byte comparison although the content is right.',
    ...valueParts,
  }),
  'matrix-structure': rule<ValueFact>({
    severity: 'high',
    asserts: 'The matrix has the sections, the table and the bullets that the configuration names, each well-formed.',
    why: 'A broken delimiter row or a blank line makes a table vanish, and a script that searches for text does not notice.',
    ...valueParts,
    observed: observedProblem,
  }),
  'matrix-row': rule<ValueFact>({
    severity: 'critical',
    asserts: 'Exactly one row of the matrix approves the pinned tag and commit.',
    why: 'Without that row nobody has approved what is pinned; with two it is unclear which approval holds.',
    ...valueParts,
  }),
  'matrix-status': rule<ValueFact>({
    severity: 'high',
    asserts: 'The status of the pinned row is one that approves.',
    why: 'A row that says Deprecated or Blocked is not an approval.',
    ...valueParts,
  }),
  'matrix-updated': rule<ValueFact>({
    severity: 'medium',
    asserts: 'The matrix names the day of its last change, and that day is not in the future.',
    why: 'A date that is wrong or ahead says that the matrix was not maintained by whoever changed it.',
    ...valueParts,
  }),
  'matrix-history': rule<ValueFact>({
    severity: 'high',
    asserts: 'Earlier rows of an append-only matrix stay as they are, in their order.',
    why: 'The rows are the record of what was approved, and the last known good baseline is read from them.',
    ...valueParts,
  }),
  'copies-equal': rule<FileFact & { actual?: string; expected?: string }>({
    severity: 'high',
    asserts: 'Every further copy of the manifest, and each that the earlier version had, has the bytes of the mirror.',
    why: 'Components that read their own copy would follow another contract.',
    about: aboutFile,
    says: fileSays,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: ({ path, fix }) => fix ?? `copy the mirror to ${path}`,
  }),
  producer: rule<ValueFact>({
    severity: 'critical',
    asserts: 'The pin names the configured producer.',
    why: 'A pin that points to a fork is satisfied by whatever the fork releases.',
    ...valueParts,
  }),
  'remote-manifest': rule<ValueFact>({
    severity: 'critical',
    asserts: "The producer's manifest at the pinned release has the content of the mirror.",
    why: 'Local files can agree with each other and still not be what the producer released.',
    ...valueParts,
  }),
  'remote-tag': rule<ValueFact>({
    severity: 'critical',
    asserts: 'The pinned tag exists at the producer and has the configured relation to the pinned commit.',
    why: 'A tag that was never published, or that names other code than the pinned commit, pins nothing.',
    ...valueParts,
  }),
  'tag-moved': rule<ValueFact>({
    severity: 'critical',
    asserts: 'The tag points to the commit that was recorded for it.',
    why: 'A moved tag changes what was released without a new version.',
    ...valueParts,
  }),
  'branch-like-tag': rule<ValueFact>({
    severity: 'high',
    asserts: 'The producer has no branch with the name of the pinned tag.',
    why: 'Where a branch and a tag share a name, tools choose between them differently, and a branch moves.',
    ...valueParts,
  }),
  'pre-release': rule<ValueFact>({
    severity: 'medium',
    asserts: 'The pinned release is neither a draft nor a pre-release.',
    why: 'Drafts and pre-releases are replaced without notice.',
    ...valueParts,
  }),
  'newer-release': rule<ValueFact>({
    severity: 'info',
    asserts: 'The pinned release is the newest of the producer.',
    why: 'Knowing how far behind a pin is makes the next repin a small one.',
    ...valueParts,
  }),
};
