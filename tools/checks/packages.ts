/** What package.json and the lockfile may hold. */
import { readFileSync } from 'node:fs'

type Package = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>
type Lock = { packages: Record<string, { resolved?: string; integrity?: string; link?: true }> }

const readJson = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T

/** One exact version each: a range means another product tomorrow. */
export function inexactVersions(): string[] {
  const { dependencies, devDependencies, optionalDependencies } = readJson<Package>('package.json')
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version} is no exact version`)
}

/** A lockfile that names a registry's host installs from nowhere else; one without a hash installs anything. */
export function looseLockEntries(): string[] {
  const entries = Object.entries(readJson<Lock>('package-lock.json').packages).filter(([path]) => path !== '')
  return [
    ...entries
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([path]) => `${path} names where it comes from`),
    ...entries
      .filter(([, { integrity, link }]) => !integrity && !link)
      .map(([path]) => `${path} has no integrity hash`),
  ]
}
