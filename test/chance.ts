/**
 * Properties are tried on the same examples each time, so that a run says of a commit what the last one said. Others are
 * looked for on purpose: `CHANCE=$RANDOM npm test`; whoever finds something keeps it as a test of its own.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['CHANCE'] ?? 1) })
