import type { Exhibit } from '../../shared/core/exhibit.ts';
import { z } from '../../shared/core/zod.ts';
import type { JudgedClaim } from './claims.ts';

const Count = z.number().int().nonnegative();

/** `Report.data`: what the documents claim, and what of it was measured. */
export const checklistData = z.object({
  claimed: Count.meta({ description: 'How many things the documents say are so.' }),
  measured: Count.meta({ description: 'How many of them were measured, and hold.' }),
  claims: z.array(
    z.object({
      source: z.string(),
      claim: z.string(),
      says: z.string().meta({ description: 'The status word; of a box x or a space.' }),
      line: z.number().int().positive(),
      standing: z.enum(['measured', 'refuted', 'not measured', 'not claimed']).meta({
        description: 'not claimed: the document does not say that it is so.',
      }),
      by: z.string().optional().meta({ description: 'What measures it.' }),
    }),
  ),
});
export type ChecklistData = z.infer<typeof checklistData>;
type Standing = ChecklistData['claims'][number]['standing'];

export function dataOf(judged: readonly JudgedClaim[]): ChecklistData {
  const claims = judged.map((one) => {
    const { source, claim, by } = one;
    const standing = standingOf(one);
    const known = by === undefined ? {} : { by };
    return { source, claim: claim.name, says: claim.word, line: claim.position.line, standing, ...known };
  });
  const count = (...of: Standing[]): number => claims.filter(({ standing }) => of.includes(standing)).length;
  return { claimed: count('measured', 'refuted', 'not measured'), measured: count('measured'), claims };
}

function standingOf({ stands }: JudgedClaim): Standing {
  if (stands === undefined) return 'not claimed';
  return stands === 'passed' ? 'measured' : stands === 'failed' ? 'refuted' : 'not measured';
}

/** "8 claimed, 3 measured". */
export function totalsText({ claimed, measured }: Pick<ChecklistData, 'claimed' | 'measured'>): string {
  return `${claimed} claimed, ${measured} measured`;
}

const marks = { measured: 'good', refuted: 'bad', 'not measured': 'open', 'not claimed': 'bad' } as const;
const order: readonly Standing[] = ['refuted', 'not claimed', 'not measured', 'measured'];
const mostRows = 100;

/** The claims of all documents, what speaks against going first. */
export function exhibitOf(data: ChecklistData): Exhibit {
  const sorted = [...data.claims].sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  const hidden = sorted.length - mostRows;
  const more = hidden > 0 ? ` ${hidden} more are in the data of the report.` : '';
  return {
    title: 'Claims of the documents',
    columns: [{ name: 'Source' }, { name: 'Claim' }, { name: 'Says' }, { name: 'Standing' }, { name: 'Measured by' }],
    rows: sorted.slice(0, mostRows).map(({ source, claim, says, standing, by = '' }) => ({
      cells: [source, claim, says === 'x' ? 'ticked' : says.trim() === '' ? 'not ticked' : says, standing, by],
      mark: marks[standing],
    })),
    remark: `${totalsText(data)}.${more}`,
  };
}
