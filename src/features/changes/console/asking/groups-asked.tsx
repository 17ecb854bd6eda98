import { useState } from 'react'
import { DualList } from '#src/console/kit/dual-list.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listGroups, groupWords } from '../../../groups/contract.ts'
import { groupFields } from '../../../users/fields/catalogue.ts'
import { nounOf, type GroupAsk } from '../widgets/mass-actions.ts'
import type { AskedProps } from './answer.ts'
import { HowChosen, type How } from './how-chosen.tsx'

type Levels = Readonly<Record<number, number>>

/** Groups of one kind, to be added, removed or put in the place of all others; skills with a level where one is given. */
export function GroupsAsked({ field, onAnswer }: { field: GroupAsk } & AskedProps) {
  const [how, setHow] = useState<How>('add')
  const [selected, setSelected] = useState<readonly number[]>([])
  const [levels, setLevels] = useState<Levels>({})
  const kind = groupFields[field]
  const { many, path } = groupWords[kind]
  const { data, error, refetch } = useAnswer(listGroups, { query: { kind } }, { staleTime: 60_000 })
  const tell = (next: { how?: How; selected?: readonly number[]; levels?: Levels }) => {
    const { how: manner, selected: ids, levels: given } = { how, selected, levels, ...next }
    // To replace by nothing is to take all of them away.
    if (ids.length === 0 && manner !== 'replace') return onAnswer({ missing: `Choose ${many} first.` })
    const members = field === 'skills' ? ids.map((id) => ({ id, level: given[id] ?? null })) : ids
    onAnswer({ action: `${manner}-${path}`, params: { [field]: members } })
  }
  return (
    <>
      <HowChosen
        noun={many}
        how={how}
        onChange={(next) => {
          setHow(next)
          tell({ how: next })
        }}
      />
      <NotYet what={`the ${many}`} loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && (
        <DualList
          label={capital(nounOf(field))}
          name={`assigned-${field}`}
          options={data.answer.items.map(({ id, name }) => ({ id, label: name }))}
          selected={selected}
          onChange={(next) => {
            setSelected(next)
            tell({ selected: next })
          }}
          {...(field === 'skills' && how !== 'remove'
            ? {
                levels,
                onLevel: (id: number, level: number | null) => {
                  const { [id]: _, ...others } = levels
                  const next = level === null ? others : { ...others, [id]: level }
                  setLevels(next)
                  tell({ levels: next })
                },
              }
            : {})}
        />
      )}
    </>
  )
}

const capital = (word: string) => `${word[0]!.toUpperCase()}${word.slice(1)}`
