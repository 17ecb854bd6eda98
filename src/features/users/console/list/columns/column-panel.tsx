import { useState, type DragEvent } from 'react'
import { fold } from '#src/contract/text.ts'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { ChevronDownIcon, ChevronUpIcon, GripVerticalIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { columnNames, columns, moved, placed, type ColumnName } from './columns.ts'
import classes from './column-chooser.module.css'

export type ColumnChooserProps = {
  shown: readonly ColumnName[]
  /** Those that this tenant has. */
  available: readonly ColumnName[]
  onChange: (columns: readonly ColumnName[]) => void
  onReset: () => void
}

/** What the chooser opens. */
export function ColumnPanel({ shown, available, onChange, onReset }: ColumnChooserProps) {
  const [search, setSearch] = useState('')
  const matching = (name: ColumnName) =>
    available.includes(name) && fold(columns[name].label).includes(fold(search.trim()))
  const others = columnNames.filter((name) => !shown.includes(name) && matching(name))
  return (
    <div className={classes.panel}>
      <TextField
        name="column-search"
        label="Find a column"
        type="search"
        value={search}
        onChange={setSearch}
        autoFocus
      />
      <ShownColumns shown={shown} matching={matching} onChange={onChange} />
      {others.length > 0 && (
        <ul className={classes.list} aria-label="Columns that are not shown">
          {others.map((name) => (
            <li key={name}>
              <Checkbox label={columns[name].label} checked={false} onChange={() => onChange([...shown, name])} />
            </li>
          ))}
        </ul>
      )}
      <AppButton small onClick={onReset}>
        Reset
      </AppButton>
    </div>
  )
}

type ShownColumnsProps = Pick<ColumnChooserProps, 'shown' | 'onChange'> & { matching: (name: ColumnName) => boolean }

function ShownColumns({ shown, matching, onChange }: ShownColumnsProps) {
  const [dragged, setDragged] = useState<ColumnName>()
  const move = (name: ColumnName, by: -1 | 1) => {
    onChange(moved(shown, name, by))
    announce(`${columns[name].label}: column ${shown.indexOf(name) + by + 1} of ${shown.length}`)
  }
  const drop = (event: DragEvent, at: ColumnName) => {
    event.preventDefault()
    if (dragged) onChange(placed(shown, dragged, shown.indexOf(at)))
    setDragged(undefined)
  }
  return (
    <ul className={classes.list} aria-label="Columns that are shown">
      {shown.map((name, index) =>
        !matching(name) ? null : name === 'name' ? (
          <li key={name}>
            <Checkbox label="Name" checked lockedWhy="Always there" onChange={() => undefined} />
          </li>
        ) : (
          <li
            key={name}
            draggable
            data-dragged={dragged === name || undefined}
            onDragStart={() => setDragged(name)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => drop(event, name)}
          >
            <GripVerticalIcon size={16} aria-hidden className={classes.grip} />
            <Checkbox
              label={columns[name].label}
              checked
              onChange={() => onChange(shown.filter((other) => other !== name))}
            />
            <span className={classes.moves}>
              <IconButton
                label={`Move ${columns[name].label} up`}
                icon={<ChevronUpIcon size={16} />}
                disabled={index === 1}
                onClick={() => move(name, -1)}
              />
              <IconButton
                label={`Move ${columns[name].label} down`}
                icon={<ChevronDownIcon size={16} />}
                disabled={index === shown.length - 1}
                onClick={() => move(name, 1)}
              />
            </span>
          </li>
        ),
      )}
    </ul>
  )
}
