/** `First name`, `first_name` and `firstName` are one heading. */
export const wordKey = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
