import { LEVELS, type DualOption } from './dual-list-props.ts'
import classes from './dual-list.module.css'

type LevelButtonsProps = {
  options: readonly DualOption[]
  ticked: ReadonlySet<number>
  levels: Readonly<Record<number, number>>
  onLevel: (id: number, level: number | null) => void
}

/** Sets the level of the ticked entries; the keys 1 to 5 do the same in the list. */
export function LevelButtons({ options, ticked, levels, onLevel }: LevelButtonsProps) {
  const those = options.filter((option) => ticked.has(option.id))
  const first = those[0]
  const whose =
    first === undefined
      ? 'Tick entries to set their level'
      : those.length === 1
        ? `Level of ${first.label}`
        : `Level of these ${those.length}`
  const common = first && those.every((option) => levels[option.id] === levels[first.id]) ? levels[first.id] : undefined
  const set = (level: number | null) => those.forEach((option) => onLevel(option.id, level))
  return (
    <div role="group" aria-label={whose} className={classes.levels}>
      <span className={classes.levelsOf}>{whose}</span>
      {LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          disabled={!first}
          aria-pressed={level === common}
          aria-label={`Level ${level}`}
          onClick={() => set(level)}
        >
          {level}
        </button>
      ))}
      <button type="button" disabled={!first} onClick={() => set(null)}>
        None
      </button>
    </div>
  )
}
