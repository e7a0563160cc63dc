import { contextOf } from '../../src/text/pronounce/letterContext.js';
import type { ContextTree } from '../../src/text/pronounce/letterToSound.js';
import type { Alignment } from './alignment.js';

interface Node {
  readonly children: Map<string, Node>;
  readonly counts: Map<string, number>;
}

/** A context seen less often than this says more about one word than about English. */
const leastTimesSeen = 2;

/** Learns a tree of contexts from aligned words and keeps what changes a decision (as in IGTree by Daelemans et al.). */
export function growTree(aligned: readonly (readonly [word: string, alignment: Alignment])[]): ContextTree {
  const root: Node = { children: new Map(), counts: new Map() };
  for (const [word, alignment] of aligned) {
    for (const [i, sounds] of alignment.entries()) {
      let node = root;
      count(node, sounds);
      for (const value of contextOf(word, i, alignment)) {
        let child = node.children.get(value);
        if (!child) node.children.set(value, (child = { children: new Map(), counts: new Map() }));
        node = child;
        count(node, sounds);
      }
    }
  }
  const decisions = new Map<Node, string>();
  prune(root, '', decisions);
  return columns(root, decisions);
}

const count = ({ counts }: Node, sounds: string) => counts.set(sounds, (counts.get(sounds) ?? 0) + 1);

const timesSeen = ({ counts }: Node) => [...counts.values()].reduce((sum, times) => sum + times, 0);

function prune(node: Node, inherited: string, decisions: Map<Node, string>): void {
  const most = Math.max(0, ...node.counts.values());
  const decision =
    node.counts.get(inherited) === most ? inherited : [...node.counts].find(([, times]) => times === most)![0];
  decisions.set(node, decision);
  if (node.counts.size === 1) node.children.clear();
  for (const [value, child] of node.children) {
    if (timesSeen(child) >= leastTimesSeen) prune(child, decision, decisions);
    if (child.children.size === 0 && (decisions.get(child) ?? decision) === decision) node.children.delete(value);
    else if (!decisions.has(child)) node.children.delete(value);
  }
}

function columns(root: Node, decisions: ReadonlyMap<Node, string>): ContextTree {
  const symbols = new Map<string, number>();
  const numberOf = (symbol: string) => {
    const number = symbols.get(symbol) ?? symbols.size;
    symbols.set(symbol, number);
    return number;
  };
  const nodes: { value: number; node: Node }[] = [{ value: 0, node: root }];
  for (const { node } of nodes) {
    const children = [...node.children].map(([value, child]) => ({ value: numberOf(value), node: child }));
    nodes.push(...children.sort((a, b) => a.value - b.value)); // the loop goes on over what is added here
  }
  return {
    values: Uint16Array.from(nodes, ({ value }) => value),
    sounds: Uint16Array.from(nodes, ({ node }) => numberOf(decisions.get(node)!)),
    childCounts: Uint16Array.from(nodes, ({ node }) => node.children.size),
    symbols: [...symbols.keys()],
  };
}
