declare const gated: unique symbol

/**
 * A text that may leave the service: only the gate (`passGate` in `contribution`) makes one.
 *
 * The type stands here, beside the arc, so that `github` can ask for it without knowing who makes it.
 */
export type GatedText = string & { readonly [gated]: true }
