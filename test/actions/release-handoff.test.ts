import { control } from '../../actions/release-handoff/control.ts';
import { coverRules } from '../support/coverage.ts';
import { acknowledgeTests } from './release-handoff/acknowledge.ts';
import { configurationTests } from './release-handoff/configuration.ts';
import { generateTests } from './release-handoff/generate.ts';
import { verifyTests } from './release-handoff/verify.ts';

const rules = coverRules(control);
generateTests(rules);
verifyTests(rules);
acknowledgeTests(rules);
configurationTests(rules);
rules.prove();
