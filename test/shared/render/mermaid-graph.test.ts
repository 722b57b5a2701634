import { expect, test } from '@jest/globals';
import { mermaidGraph } from '../../../shared/render/mermaid.ts';

test('a graph is a flowchart in which no label means anything', () => {
  const drawn = mermaidGraph({
    nodes: [
      { id: 'a', label: 'run "1"] --> x', mark: 'good' },
      { id: 'b', label: 'job\n```' },
    ],
    edges: [{ from: 'a', to: 'b', label: 'ran|' }],
  });
  expect(drawn).toEqual({
    text: 'flowchart LR\n  n0["✅ good: run 1 -- x"]\n  n1["job"]\n  n0 -->|"ran"| n1',
    notes: [],
  });
});

test('what finds no room is counted, and so is nothing', () => {
  const nodes = Array.from({ length: 61 }, (_, index) => ({ id: String(index), label: 'x' }));
  const drawn = mermaidGraph({ nodes, edges: [{ from: '0', to: '60', label: 'made' }] });
  expect(drawn?.text).not.toContain('-->');
  expect(drawn?.notes).toEqual(['Not drawn: 1 of 61 things, which the table has.']);
  expect(mermaidGraph({ nodes: [], edges: [] })).toBeUndefined();
});
