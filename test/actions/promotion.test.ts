import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/promotion/control.ts';
import { coverRules } from '../support/coverage.ts';
import * as life from '../support/promotions.ts';

const rules = coverRules(control);

describe('a release', () => {
  test('comes through three environments, each by a recorded and a verified entry', async () => {
    for (const name of life.environments) {
      const played = await life.ready(name);
      if (name === 'prod') played.reviews = life.approvedBy('casey', 'drew');
      else played.reviews = life.approvedBy('casey');
      const recorded = await rules.evaluate(life.recording(played, name, life.times[name].run));
      expect(life.against(recorded)).toEqual([]);
      const text = life.recordedText(recorded);
      expect(text).toBeDefined();
      played.documents[life.times[name].run] = text ?? '';
      const verified = await rules.evaluate(life.verifying(played, { ...played.histories, [name]: text ?? '' }));
      expect(life.against(verified)).toEqual([]);
    }
  });
});

rules.prove();
