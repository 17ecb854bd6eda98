import { Banner } from '#src/console/kit/banner.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { columnLabels, leadColumns, type LeadColumn, type LeadPreview, type LeadProblem } from '../contract/import.ts'
import classes from './leads.module.css'

const NONE = 'none'
const choices = [
  { value: NONE, label: 'Not imported' },
  ...leadColumns.map((value) => ({ value, label: columnLabels[value] })),
]

type FilePreviewProps = { preview: LeadPreview; onMatch: (columns: (LeadColumn | null)[]) => void }

/** What would come of a file: what each column is, the first leads, and the rows with faults. */
export function FilePreview({ preview, onMatch }: FilePreviewProps) {
  const { header, columns, examples, problems, problemCount, notes } = preview
  // A column that is said to be what another was takes its place.
  const match = (place: number, choice: string | null) => {
    const chosen = choice === NONE ? null : (choice as LeadColumn)
    onMatch(columns.map((column, at) => (at === place ? chosen : column === chosen ? null : column)))
  }
  return (
    <>
      <section className={classes.card} aria-labelledby="columns">
        <h2 id="columns">Columns</h2>
        <div className={classes.when}>
          {header.map((heading, place) => (
            <Select
              key={place}
              label={heading === '' ? `Column ${place + 1}` : heading}
              name={`column-${place}`}
              options={choices}
              searchable={false}
              value={columns[place] ?? NONE}
              onChange={(choice) => match(place, choice)}
            />
          ))}
        </div>
      </section>
      {notes.map((note) => (
        <Banner key={note} kind="warning">
          {note}
        </Banner>
      ))}
      <section className={classes.card} aria-labelledby="would">
        <h2 id="would">{sayCounts(preview)}</h2>
        {examples.length > 0 && (
          <PlainTable
            caption="The first new leads"
            columns={exampleColumns}
            rows={examples}
            idOf={({ line }) => line}
          />
        )}
      </section>
      {problemCount > 0 && (
        <section className={classes.card} aria-labelledby="faults">
          <h2 id="faults">{plural(problemCount, 'fault')}</h2>
          <PlainTable
            caption="Rows with faults"
            columns={problemColumns}
            rows={problems.map((problem, place) => ({ ...problem, place }))}
            idOf={({ place }) => place}
          />
          {problemCount > problems.length && <p className="rc-muted">The first {formatNumber(problems.length)}.</p>}
        </section>
      )}
    </>
  )
}

const sayCounts = ({ rows, wouldMake, known, refused }: LeadPreview) =>
  `${plural(rows, 'row')}: ${formatNumber(wouldMake)} new, ${formatNumber(known)} there already, ${formatNumber(refused)} with faults`

type Example = LeadPreview['examples'][number]
const exampleColumns: PlainColumn<Example>[] = [
  { label: 'Name', cell: ({ name }) => <bdi>{name}</bdi> },
  { label: 'Phone', wide: true, cell: ({ phone }) => phone && <bdi dir="ltr">{phone}</bdi> },
  { label: 'E-mail', wide: true, cell: ({ email }) => email && <bdi dir="ltr">{email}</bdi> },
  { label: 'List', wide: true, cell: ({ list }) => <bdi>{list}</bdi> },
  { label: 'External id', wide: true, cell: ({ externalId }) => <bdi>{externalId}</bdi> },
]
const problemColumns: PlainColumn<LeadProblem>[] = [
  { label: 'Line', cell: ({ line }) => line },
  { label: 'Column', wide: true, cell: ({ column }) => <bdi>{column}</bdi> },
  { label: 'What is wrong', wide: true, cell: ({ message }) => message },
]
