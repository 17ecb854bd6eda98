/** A picture as the server takes it: PNG, JPEG or WebP of at most 256 KiB, in base64. */
const MAX_BYTES = 256 * 1024
/** The largest that is ever shown is 64 px, at three times the density. */
const SIDE = 512
const types = ['image/png', 'image/jpeg', 'image/webp'] as const
type MediaType = (typeof types)[number]

export class PictureError extends Error {
  override readonly name = 'PictureError'
}

/** Reads a chosen file; a large one is drawn smaller. Throws a PictureError that says how to mend it. */
export async function readPictureFile(file: File): Promise<{ mediaType: MediaType; base64: string }> {
  if (!types.includes(file.type as MediaType))
    throw new PictureError('A picture is PNG, JPEG or WebP. Choose another file.')
  const blob = file.size <= MAX_BYTES ? file : await drawnSmaller(file)
  if (blob.size > MAX_BYTES)
    throw new PictureError('The picture could not be made smaller than 256 KiB. Choose another file.')
  return { mediaType: blob.type as MediaType, base64: await base64Of(blob) }
}

async function drawnSmaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new PictureError('That file could not be read as a picture. Choose another one.')
  })
  const scale = Math.min(1, SIDE / Math.min(picture.width, picture.height))
  const canvas = Object.assign(document.createElement('canvas'), {
    width: picture.width * scale,
    height: picture.height * scale,
  })
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, failed) => {
    canvas.toBlob(
      (blob) => (blob ? done(blob) : failed(new PictureError('The picture could not be made smaller.'))),
      'image/jpeg',
      0.85,
    )
  })
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
