import type { ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { AppLink } from '#src/console/routing.tsx'
import { callFormats, type FileReport } from '../contract/files.ts'
import classes from './pages.module.css'

/** What became of the calls of a file, or what would. */
export function Report({ report, counted, children }: { report: FileReport; counted: boolean; children: ReactNode }) {
  const aside = report.aside.reduce((sum, { records }) => sum + records, 0)
  const also = [
    [report.replaced, 'replaced one that said less'],
    [report.repeated, 'there already'],
    [report.nobodys, 'of nobody'],
    [aside, 'kept aside'],
  ] as const
  return (
    <section className={classes.section} aria-label={counted ? 'What was counted' : 'What would be counted'}>
      <Banner kind={aside > 0 ? 'warning' : counted ? 'success' : 'info'}>
        {callFormats[report.format]}: of {plural(report.received, 'call')}{' '}
        <strong>
          {formatNumber(report.counted)} {counted ? 'counted' : 'would be counted'}
        </strong>
        {also.map(([count, words]) => (count > 0 ? `, ${formatNumber(count)} ${words}` : ''))}.
        {counted && aside > 0 && (
          <>
            {' '}
            <AppLink to="/calls/aside">Mend them</AppLink>
          </>
        )}
      </Banner>
      {report.aside.length > 0 && (
        <ul>
          {report.aside.map(({ cause, message, records, lines }) => (
            <li key={cause}>
              {plural(records, 'call')}: {message}{' '}
              <span className="rc-muted">
                {records > 1 ? 'Lines' : 'Line'} {lines.join(', ')}
                {records > lines.length ? ' …' : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  )
}
