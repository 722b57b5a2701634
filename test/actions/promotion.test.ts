import { control } from '../../actions/promotion/control.ts';
import { coverRules } from '../support/coverage.ts';
import { approvalTests } from './promotion/approvals.ts';
import { historyTests } from './promotion/histories.ts';
import { releaseTests } from './promotion/release.ts';
import { wayTests } from './promotion/ways.ts';
import { wrongTests } from './promotion/wrong.ts';

const rules = coverRules(control);
releaseTests(rules);
approvalTests(rules);
historyTests(rules);
wayTests(rules);
wrongTests(rules);
rules.prove();
