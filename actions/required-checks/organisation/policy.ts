import type { Because } from '../../../shared/core/errors.ts';
import type { Listed } from '../../../shared/domain/organisation/listed.ts';
import type { AskedRepository } from '../../../shared/domain/organisation/survey.ts';
import { classesOf } from '../../../shared/domain/repository-class/classes.ts';
import type { Ctx, DeclaredDocument } from '../definition.ts';
import { type Documents, documentsOf, type OneDocument, readDocuments } from '../documents.ts';
import { gateOf, type Lists, listsOf } from '../lists.ts';

/** What holds for one repository: what holds for all, and that of each class that it is of. */
export interface AskedOf extends AskedRepository {
  documents: Documents;
  lists: Lists;
  /** Classes of which it is not known whether it is of them. */
  open: readonly Because[];
}

/** What the policy asks of each repository. Its documents are read once, and each is judged by itself. */
export async function policyOf(ctx: Ctx): Promise<(listed: Listed) => AskedOf> {
  const { classes, documents } = ctx.inputs;
  const byPath = new Map<string, DeclaredDocument>();
  for (const one of [...documents, ...classes.flatMap((each) => each.documents)])
    if (!byPath.has(one.path)) byPath.set(one.path, one);
  const paths = [...byPath.keys()];
  const read = await readDocuments(ctx, [...byPath.values()]);
  const known = new Map(paths.map((path, index) => [path, read[index]]));
  const lists = listsOf(ctx);
  return (listed) => {
    const { held, open } = classesOf(classes, { topics: listed.topics, properties: listed.properties });
    const own = new Set([...documents, ...held.flatMap((each) => each.documents)].map(({ path }) => path));
    const some = [...own].flatMap((path): OneDocument[] => {
      const one = known.get(path);
      return one === undefined ? [] : [one];
    });
    return {
      listed,
      classes: held.map(({ name }) => name),
      documents: documentsOf(some),
      lists: {
        external: [...lists.external, ...held.flatMap((each) => each['external-checks'])],
        optional: [...lists.optional, ...held.flatMap((each) => each['optional-checks'])],
        gates: [...lists.gates, ...held.flatMap((each) => each['gate-jobs'].map(gateOf))],
        decision: lists.decision,
      },
      open,
    };
  };
}
