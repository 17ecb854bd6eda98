/** An action with its parameters, or why there is none yet. */
export type Answer = { readonly action: string; readonly params: unknown } | { readonly missing: string }
export type AskedProps = { readonly onAnswer: (answer: Answer) => void }
