/** The part of cli-progress that we use; it comes without types. */
declare module 'cli-progress' {
  export class SingleBar {
    constructor(options: { format: string; hideCursor: boolean; clearOnComplete: boolean }, preset: object)
    start(total: number, value: number): void
    setTotal(total: number): void
    update(value: number): void
    stop(): void
  }
  export const Presets: { readonly shades_classic: object }
}
