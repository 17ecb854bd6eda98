type Named = { readonly firstName: string | null; readonly lastName: string | null; readonly username: string }

/** "Ana Lind"; the username where there is no name. */
export const fullName = ({ firstName, lastName, username }: Named): string =>
  [firstName, lastName].filter(Boolean).join(' ') || username

/** What buttons and sentences call a person: "Ana". Never guessed to be he or she. */
export const shortName = ({ firstName, lastName, username }: Named): string => firstName ?? lastName ?? username

/** "Ana's", "Jonas'". */
export const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`)
