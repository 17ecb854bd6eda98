import classes from './avatar.module.css'

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const HUES = 12

/** The first letters of the first and last word; one letter in scripts written without spaces. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const firsts = words.length > 1 ? [words[0], words.at(-1)] : words
  return firsts.map((word) => [...GRAPHEMES.segment(word ?? '')][0]?.segment.toLocaleUpperCase() ?? '').join('')
}

/** The same person has the same colour everywhere: from the id, which stays when the name changes. */
export function hueOf(id: string): number {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash % HUES
}

export type AvatarProps = { name: string; id: string; size?: 24 | 28 | 32 | 40 | 64; picture?: string }

/** Decorative: the name always stands beside it. The letters come from CSS, so that copying a list copies names alone. */
export function Avatar({ name, id, size = 28, picture }: AvatarProps) {
  return (
    <span
      className={classes.avatar}
      data-hue={hueOf(id)}
      data-size={size}
      data-initials={picture ? undefined : initials(name)}
      aria-hidden
    >
      {picture && <img src={picture} alt="" width={size} height={size} loading="lazy" />}
    </span>
  )
}
