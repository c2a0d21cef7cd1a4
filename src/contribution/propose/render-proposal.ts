import type { GatedText } from '../../gated-text.ts'
import { type GateContext, passGate } from '../gate.ts'

/** What a pull request on the service says. Sentences, in which backticks mark names. */
export interface ProposalText {
  readonly lead: string
  readonly edits: readonly string[]
  readonly mind: readonly string[]
  /** To be copied into a shell, one a line. */
  readonly commands: readonly string[]
  /** What a person does once it is merged, in order. */
  readonly wire: readonly string[]
  readonly incident: { readonly label: string; readonly url: string }
}

/** The description of a pull request on the service. */
export function renderProposal(
  { lead, edits, mind, commands, wire, incident }: ProposalText,
  context: GateContext,
): GatedText {
  const view = {
    lead,
    edits: [...edits],
    hasMind: mind.length > 0,
    mind: [...mind],
    hasCommands: commands.length > 0,
    commands: { part: 'block', language: 'sh', text: commands.join('\n') } as const,
    hasWire: wire.length > 0,
    wire: wire.map((text, index) => ({ number: index + 1, text })),
    incident: { part: 'link', ...incident } as const,
  }
  return passGate({ template: 'proposals/proposal.md.mustache', view }, context)
}
