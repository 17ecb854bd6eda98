/** The OpenAPI 3.1 document of the whole API, from the endpoints' contracts: docs/openapi.json. */
export async function openApi(): Promise<string> {
  const { openApiDocument } = await import('#src/entry/openapi-document.ts')
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`
}
